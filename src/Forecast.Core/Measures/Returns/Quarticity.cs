namespace Forecast.Core.Measures;

/// <summary>
/// Realised quarticity; returns that are missing are taken to be like those that are there.
/// <code>RQ = (n² / (3 m)) Σ r_i⁴,   m returns of the n of the window;   without gaps the textbook (n/3) Σ r⁴</code>
/// <para>Units: variance squared, per window squared. Domain: undefined where fewer than half of the returns are there.</para>
/// <para>Conventions: that of highfrequency is ((N + 1)/3) Σ r⁴, N = n + 1 prices.</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2002), JRSS B 64, eq. 12.</para>
/// </summary>
/// <param name="convention">How returns are counted.</param>
public struct Quarticity(MeasureConvention convention) : IReturnMeasure
{
    private double _fourth;

    public void Add(double r, bool isJoined) => _fourth += r * r * (r * r);

    public readonly double? Value(WindowCount count) =>
        count.HalfThere ? _fourth * (convention == MeasureConvention.HighFrequency ? count.Expected + 2 : count.Expected) * count.Scale / 3 : null;

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new Quarticity(convention), returns);
}
