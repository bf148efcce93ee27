using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>Σ ln x of many positive numbers with few logarithms, four side by side: mantissas are multiplied and exponents added up. Numbers lie between 1e-300 and 1e300.</summary>
internal struct LogProductLanes()
{
    private const int MantissaBits = 52;
    private const long Bias = 1023;
    private const double LogTwo = 0.69314718055994531;

    private Vector256<double> _product = Vector256<double>.One;
    private Vector256<long> _exponents = Vector256<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<double> x)
    {
        var bits = (_product * x).AsInt64();
        _exponents += Vector256.ShiftRightLogical(bits, MantissaBits) - Vector256.Create(Bias);
        _product = ((bits & Vector256.Create((1L << MantissaBits) - 1)) | Vector256.Create(Bias << MantissaBits)).AsDouble();
    }

    public readonly double Value => (LogTwo * Vector256.Sum(_exponents)) + Math.Log(_product[0] * _product[1] * _product[2] * _product[3]);
}
