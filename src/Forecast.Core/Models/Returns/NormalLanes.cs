using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>The sums of a Gaussian likelihood pass: Σ ln h and Σ e²/h.</summary>
internal struct NormalLanes() : IErrorLanes
{
    private LogProductLanes _variances = new();
    private Vector256<double> _squares = Vector256<double>.Zero;

    public readonly double Filler => 0;

    public readonly double LogVariances => _variances.Value;

    public readonly double Squares => Vector256.Sum(_squares);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<double> residuals, Vector256<double> variances, out Vector256<double> byVariance, out Vector256<double> byResidual)
    {
        var inverse = Vector256<double>.One / variances;
        var pull = residuals * inverse;
        var square = residuals * pull;
        _variances.Add(variances);
        _squares += square;
        byVariance = Vector256.Create(0.5) * (square - Vector256<double>.One) * inverse;
        byResidual = -pull;
    }
}
