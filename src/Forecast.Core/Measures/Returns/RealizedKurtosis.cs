namespace Forecast.Core.Measures;

/// <summary>
/// Realised kurtosis. <code>RKurt = n Σ r_i⁴ / (Σ r_i²)²</code>
/// <para>Units: none; about 3 without jumps and with constant variance. Domain: undefined where fewer than half of the returns are there or the price did not move.</para>
/// <para>Conventions: that of highfrequency has N = n + 1 prices. With gaps n is the number of returns that are there.</para>
/// <para>Reference: Amaya, Christoffersen, Jacobs and Vasquez (2015), Journal of Financial Economics 118, eq. 4.</para>
/// </summary>
/// <param name="convention">How returns are counted.</param>
public struct RealizedKurtosis(MeasureConvention convention) : IReturnMeasure
{
    private double _second, _fourth;

    public void Add(double r, bool isJoined)
    {
        _second += r * r;
        _fourth += r * r * (r * r);
    }

    public readonly double? Value(WindowCount count) =>
        count.HalfThere && _second > 0 ? (convention == MeasureConvention.HighFrequency ? count.Returns + 1 : count.Returns) * _fourth / (_second * _second) : null;

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new RealizedKurtosis(convention), returns);
}
