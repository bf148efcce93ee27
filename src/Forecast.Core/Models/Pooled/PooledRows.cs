using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// What a pooled model learns from at an origin: the rows of all instruments whose targets are complete by then.
/// <code>target = mean hourly variance of the h hours to come / exp(level + ln mean season of these hours)</code>
/// <para>Shapes: a column a regressor and one row an instrument and hour, by instrument and then by time. Hours are those on a grid of UTC that thins with the horizon, as targets overlap, and doubles its step until there
/// are no more than <see cref="Most"/> rows: more would say little that is new.</para>
/// </summary>
/// <param name="Names">Names of the regressors, as in stored models.</param>
/// <param name="Columns">The regressors.</param>
/// <param name="Target">What is to be explained.</param>
/// <param name="Hours">From the first row to the last.</param>
public sealed record PooledRows(string[] Names, double[][] Columns, double[] Target, int Hours)
{
    /// <summary>Most rows.</summary>
    public const int Most = 200_000;

    public int Count => Target.Length;

    /// <summary>Names of the regressors of a horizon, where a model asks for no others.</summary>
    public static string[] NamesOf(TimeSpan horizon) => NamesOf(PooledFeatures.For(TargetTable.HoursOf(horizon)));

    /// <summary>The rows of <paramref name="market"/>, with the regressors at these indices, known at <paramref name="origin"/>.</summary>
    internal static PooledRows Of(PooledMarket market, int h, int[] features, long origin, CancellationToken stop = default)
    {
        var known = Math.Min(market.HourOf(origin), market.Count - 1);
        var stride = Stride(h);
        while (market.Instruments.Sum(c => (long)c.HoursUntil(known)) > Most * (long)stride) stride *= 2;
        var offset = (int)(market.FirstEnd / Duration.Hour % stride);
        var rows = new List<(int Instrument, int Hour, double Target)>();
        for (var c = 0; c < market.Instruments.Count; c++)
        {
            stop.ThrowIfCancellationRequested();
            var (instrument, season) = (market.Instruments[c], market.SeasonAhead(c, h));
            var future = new RunningMean(instrument.Hours.Variance);
            for (var i = (stride - offset) % stride; i + h <= known; i += stride)
            {
                // All hours of the target must be there.
                if (!double.IsFinite(instrument.LogLevel[i]) || future.Of(i + h, h, h) is not (> 0 and var mean)) continue;
                rows.Add((c, i, mean / Math.Exp(instrument.LogLevel[i] + season[i])));
            }
        }
        return new PooledRows(NamesOf(features), [.. features.Select(Column)], [.. rows.Select(r => r.Target)], rows.Count > 0 ? rows.Max(r => r.Hour) - rows.Min(r => r.Hour) : 0);

        double[] Column(int k)
        {
            stop.ThrowIfCancellationRequested();
            return [.. rows.Select(r => market.Columns(r.Instrument)[k][r.Hour])];
        }
    }

    private static string[] NamesOf(int[] features) => Array.ConvertAll(features, k => PooledFeatures.All[k].Name);

    /// <summary>Hours between rows.</summary>
    private static int Stride(int h) => h switch { < 4 => 1, < 24 => 2, < 48 => 4, < 168 => 6, _ => 12 };
}
