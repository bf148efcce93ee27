namespace Forecast.Core.Measures;

/// <summary>
/// The returns of a window that jumped, by <see cref="LeeMyklandStream"/>: how many, or what they add to realised variance. <code>Σ 1(|L_i| > critical),   Σ r_i² 1(|L_i| > critical)</code>
/// <para>Units: returns, or variance over the window. Domain: undefined where fewer than half of the window's returns have a statistic.</para>
/// </summary>
/// <param name="isVariation">Σ r² of the jumps; else their number.</param>
public struct LeeMyklandJumps(bool isVariation) : IWindowMeasure
{
    private double _sum, _critical;
    private int _tested;

    public void Add(in WindowBar bar)
    {
        if (bar is not { Return: { } r, JumpStatistic: { } statistic }) return;
        if (_tested++ == 0) _critical = LeeMyklandStream.CriticalOfDay(bar.End - bar.Start);
        if (Math.Abs(statistic) > _critical) _sum += isVariation ? r * r : 1;
    }

    public readonly double? Value(WindowCount count) => _tested > 0 && 2 * _tested >= count.Expected ? _sum : null;
}
