using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>The sums of a likelihood pass with generalised errors, w = |z/λ|^ν: Σ ln h, Σ w and Σ w ln |z/λ|.</summary>
internal struct GeneralizedLanes(double nu, double logScale) : IErrorLanes
{
    // Instead of 0, whose logarithm is none; its power is 0 all the same.
    private const double LeastSquare = 1e-300;

    private readonly Vector256<double> _nu = Vector256.Create(nu);
    private readonly Vector256<double> _logScale = Vector256.Create(logScale);
    private LogProductLanes _variances = new();
    private Vector256<double> _powers = Vector256<double>.Zero;
    private Vector256<double> _entropies = Vector256<double>.Zero;

    public readonly double Filler => 0;

    public readonly double LogVariances => _variances.Value;

    public readonly double Powers => Vector256.Sum(_powers);

    public readonly double Entropies => Vector256.Sum(_entropies);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<double> residuals, Vector256<double> variances, out Vector256<double> byVariance, out Vector256<double> byResidual)
    {
        var (half, least) = (Vector256.Create(0.5), Vector256.Create(LeastSquare));
        var square = Vector256.Max(residuals * residuals, least);
        var inverseH = Vector256<double>.One / variances;
        var distance = Vector256.FusedMultiplyAdd(half, Vector256.Log(Vector256.Max(square * inverseH, least)), -_logScale);
        var power = Vector256.Exp(_nu * distance);
        _variances.Add(variances);
        _powers += power;
        _entropies += power * distance;
        byVariance = half * inverseH * Vector256.FusedMultiplyAdd(half * _nu, power, Vector256.Create(-1.0));
        byResidual = -(half * _nu * power * residuals / square);
    }
}
