using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Margin;

/// <summary>
/// Whether stated tails held, by horizon, side and confidence.
/// <code>one-sided p of Kupiec's test = 1 − Φ(±√LR), the sign that of x/n − (1 − c);   depth = mean loss/ES_c over exceedances = 1 − Z₁</code>
/// <para>Tests are made for each instrument over rows whose periods do not overlap, and counted as failed at a false-discovery rate of 5 % over all instruments, sides and horizons of a confidence.</para>
/// <para>Reference: those of <see cref="KupiecTest"/>, <see cref="ChristoffersenTest"/>, <see cref="AcerbiSzekelyTest"/> and <see cref="BenjaminiHochberg"/>.</para>
/// </summary>
/// <param name="Horizon">Horizon.</param>
/// <param name="Side">Side.</param>
/// <param name="Confidence">c.</param>
/// <param name="Count">Rows, overlapping ones included.</param>
/// <param name="Exceedances">Losses beyond the quantile.</param>
/// <param name="Depth">1 where the shortfall is right, above 1 where it is too small; null without an exceedance.</param>
/// <param name="Instruments">Instruments that were tested.</param>
/// <param name="UnderCovered">Those with more exceedances than chance allows.</param>
/// <param name="Clustered">Those whose exceedances come together.</param>
public sealed record TailCoverage(TimeSpan Horizon, PositionSide Side, double Confidence, int Count, int Exceedances, double? Depth, int Instruments, int UnderCovered, int Clustered)
{
    private const double DiscoveryRate = 0.05;

    /// <summary>The standard confidences.</summary>
    public static IReadOnlyList<double> Confidences { get; } = [0.95, 0.99, 0.995, 0.999];

    /// <summary>At the standard confidences; rows of an instrument, horizon and side in time order.</summary>
    public static IReadOnlyList<TailCoverage> Of(IEnumerable<TailForecast> forecasts)
    {
        var cells = forecasts.GroupBy(f => (f.Symbol, f.Horizon, f.Side)).Select(g => (g.Key, Rows: g.ToArray(), Apart: Apart(g))).ToArray();
        return
        [
            .. from confidence in Confidences
               let hits = cells.Select(c => Array.ConvertAll(c.Apart, f => f.Loss > f.Tail.Quantile(confidence))).ToArray()
               let under = BenjaminiHochberg.Reject([.. hits.Select(h => OneSided(h, 1 - confidence))], DiscoveryRate)
               let clustered = BenjaminiHochberg.Reject([.. hits.Select(h => ChristoffersenTest.Independence(h).Value?.P)], DiscoveryRate)
               from g in Enumerable.Range(0, cells.Length).GroupBy(i => (cells[i].Key.Horizon, cells[i].Key.Side)).OrderBy(g => g.Key.Horizon).ThenBy(g => g.Key.Side)
               let rows = g.SelectMany(i => cells[i].Rows).ToArray()
               let test = AcerbiSzekelyTest.Of([.. rows.Select(f => -f.Loss)], [.. rows.Select(f => -f.Tail.Quantile(confidence))], [.. rows.Select(f => -f.Tail.Shortfall(confidence))], 1 - confidence).Get()
               select new TailCoverage(g.Key.Horizon, g.Key.Side, confidence, rows.Length, test.Count, 1 - test.Z1, g.Count(), g.Count(i => under[i]), g.Count(i => clustered[i])),
        ];
    }

    // The share of breaches is tested against more than were promised only.
    internal static double OneSided(bool[] hits, double probability)
    {
        var root = Math.Sqrt(Math.Max(0, KupiecTest.Of(hits, probability).Get().Statistic));
        return Normal.CDF(0, 1, hits.Count(h => h) > probability * hits.Length ? -root : root);
    }

    private static TailForecast[] Apart(IEnumerable<TailForecast> rows)
    {
        var (kept, free) = (new List<TailForecast>(), long.MinValue);
        foreach (var row in rows)
        {
            if (row.Origin < free) continue;
            kept.Add(row);
            free = row.Origin + Duration.Microseconds(row.Horizon);
        }
        return [.. kept];
    }
}
