using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// One instrument hour by hour on the grid of its panel: what the pooled models learn from.
/// <code>variance = Σ r² of the hour's bars,   range = ½ Σ (Parkinson + Garman–Klass) of them</code>
/// <para>Before the first bar, bars of a longer interval stand in where there are some: their range times <see cref="VarianceOfRange"/> is both. A range has a fraction of a squared return's noise; the factor is the mean over seven
/// coins of realised variance from 15-minute returns over the range of the hour, in 2023, which differed by less than 10 % between them.</para>
/// <para>Gaps: an hour with fewer than half of its bars is missing (NaN); bars that are missing are taken to be like the others. Units: variance an hour; volume in base currency.</para>
/// <para>Reference: Parkinson (1980), Journal of Business 53; Garman and Klass (1980), Journal of Business 53.</para>
/// </summary>
internal sealed class PooledHours
{
    private const double VarianceOfRange = 0.92;

    // Share below which parts of an hour are not told apart.
    private const double Least = 0.01;

    public PooledHours(HourlySeries series, long firstEnd, int count)
    {
        (Variance, Range, Return, Volume, Trades, Imbalance) = (Missing(count), Missing(count), Missing(count), Missing(count), Missing(count), Missing(count));
        (Largest, Smooth, LastSquare, LastRange) = (new double[count], new double[count], new double[count], new double[count]);
        if (series.Past is { } past)
        {
            Fill(past, firstEnd, long.MinValue, series.Bars.OpenTime[0] + Duration.Hour);
            for (var i = 0; i < count; i++) Range[i] = Variance[i] = VarianceOfRange * Range[i];
        }
        Fill(series.Bars, firstEnd, series.Bars.OpenTime[0] + Duration.Hour, firstEnd + (count * Duration.Hour));
    }

    public double[] Variance { get; }

    public double[] Range { get; }

    /// <summary>Log return of the hour's close on the close before, where both are there.</summary>
    public double[] Return { get; }

    public double[] Volume { get; }

    public double[] Trades { get; }

    /// <summary>Taker buys less taker sells, as a share of volume.</summary>
    public double[] Imbalance { get; }

    /// <summary>ln of the largest squared return of the hour over all of them together; like the other three 0 where an hour has one bar or misses one.</summary>
    public double[] Largest { get; }

    /// <summary>ln of the hour's bipower variation, of its own returns, over its variance: low where it jumped.</summary>
    public double[] Smooth { get; }

    /// <summary>ln of the last bar's squared return, as a variance an hour, over the hour's range.</summary>
    public double[] LastSquare { get; }

    /// <summary>ln of the last bar's range, as a variance an hour, over the hour's.</summary>
    public double[] LastRange { get; }

    // The hours that end in [from, until).
    private void Fill(BarSeries bars, long firstEnd, long from, long until)
    {
        var step = Duration.Microseconds(bars.Interval);
        var perHour = (int)(Duration.Hour / step);
        for (var j = 0; j < bars.Count;)
        {
            var end = (bars.End(j) + Duration.Hour - 1) / Duration.Hour * Duration.Hour;
            var (first, returns, squares, range, volume, trades, buys) = (j, 0, 0.0, 0.0, 0.0, 0.0, 0.0);
            var (largest, products, size, last) = (0.0, 0.0, 0.0, 0.0);
            for (; j < bars.Count && bars.End(j) <= end; j++)
            {
                if (j > 0 && bars.OpenTime[j] - bars.OpenTime[j - 1] == step && Math.Log(bars.Close[j] / bars.Close[j - 1]) is var r)
                {
                    squares += r * r;
                    returns++;
                    largest = Math.Max(largest, r * r);
                    products += returns > 1 ? Math.Abs(r) * size : 0;
                    size = Math.Abs(r);
                }
                last = ParkinsonVariance.Of(bars.Open[j], bars.High[j], bars.Low[j], bars.Close[j]) + GarmanKlassVariance.Of(bars.Open[j], bars.High[j], bars.Low[j], bars.Close[j]);
                range += last;
                volume += bars.Volume?[j] ?? 0;
                trades += bars.Trades?[j] ?? 0;
                buys += bars.TakerBuyBase?[j] ?? 0;
            }
            var (i, present) = ((int)((end - firstEnd) / Duration.Hour), j - first);
            if (end < from || end >= until || i < 0 || i >= Variance.Length || 2 * present < perHour) continue;
            var scale = (double)perHour / present;
            Range[i] = Math.Max(0.5 * range * scale, 0);
            if (2 * returns >= perHour) Variance[i] = squares * perHour / returns;
            if (first > 0 && bars.End(j - 1) == end && bars.End(first - 1) == end - Duration.Hour) Return[i] = Math.Log(bars.Close[j - 1] / bars.Close[first - 1]);
            if (returns == perHour && perHour > 1 && squares > 0 && range > 0)
            {
                Largest[i] = Math.Log(largest / squares);
                Smooth[i] = Share(Math.PI / 2 * perHour / (perHour - 1) * products, squares);
                LastSquare[i] = Math.Log(perHour * Math.Max(size * size, Least * squares) / Range[i]);
                LastRange[i] = Share(perHour * last, range);
            }
            if (bars.Volume is not null) Volume[i] = volume * scale;
            if (bars.Trades is not null) Trades[i] = trades * scale;
            if (bars.TakerBuyBase is not null && volume > 0) Imbalance[i] = Math.Clamp(((2 * buys) - volume) / volume, -1, 1);
        }
    }

    // ln(part / whole), not below that of the least share.
    private static double Share(double part, double whole) => Math.Log(Math.Max(part / whole, Least));

    private static double[] Missing(int count)
    {
        var column = new double[count];
        Array.Fill(column, double.NaN);
        return column;
    }
}
