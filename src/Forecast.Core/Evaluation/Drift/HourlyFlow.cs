using Forecast.Core.Market;

namespace Forecast.Core.Evaluation;

/// <summary>
/// The features that drift is watched in, hour by hour.
/// <code>level = ln Σ r²,   volume = ln Σ volume,   imbalance = (taker buys − taker sells)/volume</code>
/// <para>r is the log return of a bar that follows its neighbour directly. An hour in which nothing moved or nothing was traded has no logarithm and is left out of that feature.</para>
/// <para>Units: logs of variance and of base currency; share of volume, −1 to 1. Domain: hours that end in (from, to], Unix microseconds.</para>
/// </summary>
/// <param name="Level">Log realised variances.</param>
/// <param name="Volume">Log volumes.</param>
/// <param name="Imbalance">Order-flow imbalances; empty where bars do not say who took.</param>
public sealed record HourlyFlow(double[] Level, double[] Volume, double[] Imbalance)
{
    /// <summary>The features of <paramref name="bars"/>.</summary>
    public static HourlyFlow Of(BarSeries bars, long from, long to)
    {
        var (level, volume, imbalance) = (new List<double>(), new List<double>(), new List<double>());
        for (int i = 0, next; i < bars.Count; i = next)
        {
            var hour = (bars.End(i) - 1) / Duration.Hour;
            var (squares, traded, bought) = (0.0, 0.0, 0.0);
            for (next = i; next < bars.Count && (bars.End(next) - 1) / Duration.Hour == hour; next++)
            {
                var r = next > 0 && bars.OpenTime[next] == bars.End(next - 1) ? Math.Log(bars.Close[next] / bars.Close[next - 1]) : 0;
                squares += r * r;
                (traded, bought) = (traded + (bars.Volume?[next] ?? 0), bought + (bars.TakerBuyBase?[next] ?? double.NaN));
            }
            if ((hour + 1) * Duration.Hour <= from || (hour + 1) * Duration.Hour > to) continue;
            if (squares > 0) level.Add(Math.Log(squares));
            if (!(traded > 0)) continue;
            volume.Add(Math.Log(traded));
            if (double.IsFinite(bought)) imbalance.Add((2 * bought / traded) - 1);
        }
        return new HourlyFlow([.. level], [.. volume], [.. imbalance]);
    }
}
