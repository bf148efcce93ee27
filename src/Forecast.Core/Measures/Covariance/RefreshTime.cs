using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Refresh-time sampling: a time whenever every instrument has had a new price since the last one, and the last prices at it.
/// <code>φ_1 = max_k t_{k,1},   φ_{j + 1} = max_k min { t_{k,i} : t_{k,i} &gt; φ_j }</code>
/// <para>Units: Unix microseconds. Domain: one instrument or more; no times where one of them has no price. One instrument alone keeps all of its own times.</para>
/// <para>References: Harris, McInish, Shoesmith and Wood (1995), Journal of Financial and Quantitative Analysis 30; Barndorff-Nielsen, Hansen, Lunde and Shephard (2011), Journal of
/// Econometrics 162, definition 1.</para>
/// </summary>
public static class RefreshTime
{
    public static SynchronizedPrices Sample(IReadOnlyList<TickSeries> ticks)
    {
        Guard.AtLeast(ticks.Count, 1);
        var (next, times) = (new int[ticks.Count], new List<long>());
        var prices = Array.ConvertAll(next, _ => new List<double>());
        while (ticks.Select((t, k) => next[k] < t.Count).All(isThere => isThere))
        {
            var refresh = long.MinValue;
            for (var k = 0; k < next.Length; k++) refresh = Math.Max(refresh, ticks[k].Time[next[k]]);
            times.Add(refresh);
            for (var k = 0; k < next.Length; k++)
            {
                while (next[k] < ticks[k].Count && ticks[k].Time[next[k]] <= refresh) next[k]++;
                prices[k].Add(ticks[k].Price[next[k] - 1]);
            }
        }
        return new SynchronizedPrices([.. times], [.. prices.Select(p => p.ToArray())]);
    }
}
