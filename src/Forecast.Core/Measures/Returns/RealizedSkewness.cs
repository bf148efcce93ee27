namespace Forecast.Core.Measures;

/// <summary>
/// Realised skewness. <code>RSkew = √n Σ r_i³ / (Σ r_i²)^{3/2}</code>
/// <para>Units: none. Domain: undefined where fewer than half of the returns are there or the price did not move.</para>
/// <para>Conventions: that of highfrequency has √N, N = n + 1 prices. With gaps n is the number of returns that are there.</para>
/// <para>Reference: Amaya, Christoffersen, Jacobs and Vasquez (2015), Journal of Financial Economics 118, eq. 3.</para>
/// </summary>
/// <param name="convention">How returns are counted.</param>
public struct RealizedSkewness(MeasureConvention convention) : IReturnMeasure
{
    private double _second, _third;

    public void Add(double r, bool isJoined)
    {
        _second += r * r;
        _third += r * r * r;
    }

    public readonly double? Value(WindowCount count) =>
        count.HalfThere && _second > 0 ? Math.Sqrt(convention == MeasureConvention.HighFrequency ? count.Returns + 1 : count.Returns) * _third / (_second * Math.Sqrt(_second)) : null;

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new RealizedSkewness(convention), returns);
}
