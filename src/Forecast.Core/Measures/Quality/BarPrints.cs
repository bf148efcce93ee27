using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Tells bad prints in bars from real crashes.
/// <para>A close is far where |ln(close / level)| exceeds both ln 1.1 and 10 × 1.4826 × median |r| of the last 96 returns × √(bars since), the level being the last good close.
/// It is a bad print where the price is back within <see cref="Rebound"/> bars (what is left is at most a quarter of the move) and one of these speaks against a real move:
/// the factor is 5 or more; it is a power of ten; the next open does not join the close; the venue's opens only repeat closes and nothing unusual was traded. A move that
/// persists is real, whatever its size; so is one that comes back through joined bars with unusual trading.</para>
/// <para>A wick is judged within its bar: bad where the factor is a power of ten, is 20 or more, or is 5 or more without unusual trading, and where the open is far off both
/// the close before and the own close. A price that does not change by a tick for three hours or more, while volume is traded, is stuck: suspect.</para>
/// <para>Past only: the level, the scale and the activity of a bar come from bars before it. A bad print is confirmed by at most <see cref="Rebound"/> bars after it (a slip of
/// the decimal point: by a day of bars), so until these are there its verdict is suspect; a verdict on a bar that has them never changes when more bars come.</para>
/// <para>Domain: validated bars. Reference: Brownlees and Gallo (2006), Computational Statistics and Data Analysis 51, section 3, for outliers against a robust local scale; the
/// rebound test is Andersen's, Dobrev's and Schaumburg's (2012) bounce-back filter's idea.</para>
/// </summary>
public static class BarPrints
{
    /// <summary>Bars within which a bad print is back.</summary>
    public const int Rebound = 3;

    /// <summary>Bars before it by which a bar is judged.</summary>
    public const int Window = 96;

    /// <summary>The verdicts that are not good, in order of rows.</summary>
    public static IReadOnlyList<PrintVerdict> Judge(BarSeries bars)
    {
        if (bars.Count == 0) return [];
        var verdicts = new BarJudge(bars).Judge();
        verdicts.AddRange(StuckBars.Judge(bars, verdicts.Where(v => v.Quality == PrintQuality.Bad).Select(v => v.Row).ToHashSet()));
        return [.. verdicts.OrderBy(v => v.Row).DistinctBy(v => v.Row)];
    }
}
