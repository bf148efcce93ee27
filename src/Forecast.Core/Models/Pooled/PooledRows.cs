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
/// <param name="Origins">When each row was known, Unix microseconds; its target is complete h hours later.</param>
/// <param name="Hours">From the first row to the last.</param>
public sealed record PooledRows(string[] Names, double[][] Columns, double[] Target, long[] Origins, int Hours)
{
    /// <summary>Most rows.</summary>
    public const int Most = 200_000;

    public int Count => Target.Length;

    /// <summary>Those known at <paramref name="instant"/> or later, on a grid of UTC that doubles its step until there are no more than <paramref name="most"/>.</summary>
    public PooledRows Since(long instant, int most)
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(i => Origins[i] >= instant)];
        for (var step = 2 * Duration.Hour; kept.Length > most; step *= 2) kept = Array.FindAll(kept, i => Origins[i] % step == 0);
        return this with { Columns = Array.ConvertAll(Columns, Of), Target = Of(Target), Origins = Of(Origins), Hours = kept.Length > 0 ? (int)((kept.Max(i => Origins[i]) - kept.Min(i => Origins[i])) / Duration.Hour) : 0 };

        T[] Of<T>(T[] column) => Array.ConvertAll(kept, i => column[i]);
    }

    /// <summary>Names of the regressors of a horizon, of the regression's recipe unless another is given.</summary>
    public static string[] NamesOf(TimeSpan horizon, PooledRecipe? recipe = null) => NamesOf(TargetTable.HoursOf(horizon), recipe ?? PooledRecipe.Regression);

    /// <summary>The rows of <paramref name="market"/> known at <paramref name="origin"/>.</summary>
    internal static PooledRows Of(PooledMarket market, int h, long origin, PooledRecipe recipe, CancellationToken stop = default)
    {
        var known = Math.Min(market.HourOf(origin), market.Count - 1);
        var stride = Stride(h);
        var first = recipe.Days is { } days ? known - (24 * days) : 0;
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
                if (i < first) continue;
                // All hours of the target must be there.
                if (!double.IsFinite(instrument.LogLevel[i]) || future.Of(i + h, h, h) is not (> 0 and var mean)) continue;
                rows.Add((c, i, mean / Math.Exp(instrument.LogLevel[i] + season[i])));
            }
        }
        return new PooledRows(NamesOf(h, recipe), [.. PooledFeatures.For(h, recipe).Select(k => Column(k))], [.. rows.Select(r => r.Target)], [.. rows.Select(r => market.FirstEnd + (r.Hour * Duration.Hour))], rows.Count > 0 ? rows.Max(r => r.Hour) - rows.Min(r => r.Hour) : 0);

        double[] Column(int k)
        {
            stop.ThrowIfCancellationRequested();
            return [.. rows.Select(r => market.Columns(r.Instrument)[k][r.Hour])];
        }
    }

    private static string[] NamesOf(int h, PooledRecipe recipe) => [.. PooledFeatures.For(h, recipe).Select(k => PooledFeatures.All[k].Name)];

    /// <summary>Hours between rows.</summary>
    private static int Stride(int h) => h switch { < 4 => 1, < 24 => 2, < 48 => 4, < 168 => 6, _ => 12 };
}
