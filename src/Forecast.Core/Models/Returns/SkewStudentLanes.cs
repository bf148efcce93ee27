using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>
/// The sums of a likelihood pass with skewed Student-t errors, s the sign of b z + a, y = (b z + a)/(1 + s λ), q = y²/(η−2), g = y/((η−2)(1 + q)(1 + s λ)): Σ ln h, Σ ln(1 + q), Σ q/(1 + q), Σ g, Σ g z, Σ s g y.
/// </summary>
internal struct SkewStudentLanes(double eta, double lambda, double a, double b) : IErrorLanes
{
    private readonly Vector256<double> _a = Vector256.Create(a);
    private readonly Vector256<double> _b = Vector256.Create(b);
    private readonly Vector256<double> _inverseLeft = Vector256.Create(1 / (1 - lambda));
    private readonly Vector256<double> _inverseRight = Vector256.Create(1 / (1 + lambda));
    private readonly Vector256<double> _inverseSurplus = Vector256.Create(1 / (eta - 2));
    private readonly Vector256<double> _pull = Vector256.Create(-(eta + 1) * b);
    private LogProductLanes _variances = new();
    private LogProductLanes _tails = new();
    private Vector256<double> _shares = Vector256<double>.Zero;
    private Vector256<double> _slopes = Vector256<double>.Zero;
    private Vector256<double> _shockSlopes = Vector256<double>.Zero;
    private Vector256<double> _sideSlopes = Vector256<double>.Zero;

    public readonly double Filler => -_a[0] / _b[0];

    public readonly double LogVariances => _variances.Value;

    public readonly double LogTails => _tails.Value;

    public readonly double Shares => Vector256.Sum(_shares);

    public readonly double Slopes => Vector256.Sum(_slopes);

    public readonly double ShockSlopes => Vector256.Sum(_shockSlopes);

    public readonly double SideSlopes => Vector256.Sum(_sideSlopes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<double> residuals, Vector256<double> variances, out Vector256<double> byVariance, out Vector256<double> byResidual)
    {
        var (one, half) = (Vector256<double>.One, Vector256.Create(0.5));
        var inverseRoot = one / Vector256.Sqrt(variances);
        var z = residuals * inverseRoot;
        var shifted = Vector256.FusedMultiplyAdd(_b, z, _a);
        var isLeft = Vector256.LessThan(shifted, Vector256<double>.Zero);
        var side = Vector256.ConditionalSelect(isLeft, _inverseLeft, _inverseRight);
        var y = shifted * side;
        var relative = y * _inverseSurplus;
        var tail = Vector256.FusedMultiplyAdd(y, relative, one);
        var g = relative / tail * side;
        _variances.Add(variances);
        _tails.Add(tail);
        _shares += g * shifted;
        _slopes += g;
        _shockSlopes += g * z;
        _sideSlopes += Vector256.ConditionalSelect(isLeft, -g, g) * y;
        var byShock = _pull * g;
        byResidual = byShock * inverseRoot;
        byVariance = -half * inverseRoot * inverseRoot * Vector256.FusedMultiplyAdd(z, byShock, one);
    }
}
