using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>The sums of a likelihood pass with Student-t errors, d = (ν−2) h + e²: Σ ln h, Σ ln(d/((ν−2) h)) and Σ e²/d.</summary>
internal struct StudentLanes(double nu) : IErrorLanes
{
    private readonly Vector256<double> _surplus = Vector256.Create(nu - 2);
    private readonly Vector256<double> _inverseSurplus = Vector256.Create(1 / (nu - 2));
    private readonly Vector256<double> _order = Vector256.Create(nu + 1);
    private LogProductLanes _variances = new();
    private LogProductLanes _tails = new();
    private Vector256<double> _shares = Vector256<double>.Zero;

    public readonly double Filler => 0;

    public readonly double LogVariances => _variances.Value;

    public readonly double LogTails => _tails.Value;

    public readonly double Shares => Vector256.Sum(_shares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<double> residuals, Vector256<double> variances, out Vector256<double> byVariance, out Vector256<double> byResidual)
    {
        var square = residuals * residuals;
        var d = Vector256.FusedMultiplyAdd(_surplus, variances, square);
        // One division for 1/h and 1/d.
        var inverse = Vector256<double>.One / (variances * d);
        var (inverseH, inverseD) = (inverse * d, inverse * variances);
        var share = square * inverseD;
        _variances.Add(variances);
        _tails.Add(d * inverseH * _inverseSurplus);
        _shares += share;
        byVariance = Vector256.Create(0.5) * inverseH * Vector256.FusedMultiplyAdd(_order, share, Vector256.Create(-1.0));
        byResidual = -(_order * residuals * inverseD);
    }
}
