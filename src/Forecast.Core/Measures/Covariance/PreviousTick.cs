using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Previous-tick sampling: the last price of each instrument at or before every time of a regular grid. <code>P_k(j) = price of k at max { t_i : t_i ≤ start + j·step }</code>
/// <para>Units: Unix microseconds. Domain: step above 0. Times before every instrument has had a price are left out, so no price is taken from the future.</para>
/// <para>Reference: Dacorogna, Gençay, Müller, Olsen and Pictet (2001), An Introduction to High-Frequency Finance, section 3.2.2.</para>
/// </summary>
public static class PreviousTick
{
    /// <param name="ticks">The instruments.</param>
    /// <param name="start">First time of the grid.</param>
    /// <param name="end">The grid's times are at or before it.</param>
    /// <param name="step">Microseconds between times.</param>
    public static SynchronizedPrices Sample(IReadOnlyList<TickSeries> ticks, long start, long end, long step)
    {
        Guard.AtLeast(ticks.Count, 1);
        if (step <= 0) throw new ArgumentOutOfRangeException(nameof(step), $"step is {step}; it must be above 0");
        var (next, times) = (new int[ticks.Count], new List<long>());
        var prices = Array.ConvertAll(next, _ => new List<double>());
        for (var time = start; time <= end; time += step)
        {
            var all = true;
            for (var k = 0; k < next.Length; k++)
            {
                while (next[k] < ticks[k].Count && ticks[k].Time[next[k]] <= time) next[k]++;
                all &= next[k] > 0;
            }
            if (!all) continue;
            times.Add(time);
            for (var k = 0; k < next.Length; k++) prices[k].Add(ticks[k].Price[next[k] - 1]);
        }
        return new SynchronizedPrices([.. times], [.. prices.Select(p => p.ToArray())]);
    }
}
