using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Row = Forecast.Storage.Lake.QuarantinedRow;

namespace Forecast.Pipeline;

/// <summary>
/// Judges again what a file could not judge by itself: the lake's prices where the file begins and ends, and where it set a price aside. A bar that was kept as suspect, being the
/// last, is decided by the bars that come after it: a bad print is withdrawn, known from now on, and goes to the quarantine as it was written down.
/// </summary>
internal static class PrintReview
{
    private const int Settled = 24;

    /// <summary>Withdraws the bad prints that the lake turns out to have; returns how many.</summary>
    public static int Withdraw(Lake lake, SourceDelivery delivery, string file)
    {
        var bars = delivery.Bars!;
        var step = Duration.Microseconds(bars.Interval);
        var seams = delivery.Quarantine.Where(q => q.Rule is PrintVerdict.PriceSpike or PrintVerdict.DecimalShift && q.Time is not null).Select(q => q.Time!.Value)
            .Append(bars.OpenTime[0]).Append(bars.OpenTime[^1]).Order().ToArray();
        var (before, after) = (2 * BarPrints.Window * step, Duration.Day + (BarPrints.Window * step));
        var withdrawn = 0;
        for (int i = 0, j; i < seams.Length; i = j)
        {
            for (j = i + 1; j < seams.Length && seams[j] - seams[j - 1] < before + after; j++) { }
            withdrawn += Withdraw(lake, bars, seams[i] - before, seams[j - 1] + after, file);
        }
        return withdrawn;
    }

    private static int Withdraw(Lake lake, BarSeries file, long from, long until, string name)
    {
        var bars = lake.ReadBars(file.Venue, file.Symbol, file.Interval, until: until, from: from);
        // What lies before the window is not seen: its first bars have no level of their own to be judged by.
        var rows = BarPrints.Judge(bars).Where(v => v.Quality == PrintQuality.Bad && (v.Row >= Settled || bars.OpenTime[0] > from + Duration.Microseconds(bars.Interval))).ToArray();
        if (rows.Length == 0) return 0;
        var times = lake.WithdrawBars(bars.Pick([.. rows.Select(v => v.Row)])).ToHashSet();
        var written = lake.ReadFlagged(file.Venue, file.Symbol).Where(f => f.Time is not null).ToLookup(f => f.Time!.Value);
        lake.WriteQuarantine(file.Venue, file.Symbol, [.. rows.Where(v => times.Contains(bars.OpenTime[v.Row])).Select(v => new Row(
            written[bars.OpenTime[v.Row]].FirstOrDefault()?.File ?? name, written[bars.OpenTime[v.Row]].FirstOrDefault()?.Line ?? 0, v.Rule, $"withdrawn: {v.Reason}",
            written[bars.OpenTime[v.Row]].FirstOrDefault()?.Text ?? Text(bars, v.Row), bars.OpenTime[v.Row]))]);
        return times.Count;
    }

    private static string Text(BarSeries bars, int i) => string.Create(CultureInfo.InvariantCulture, $"{bars.OpenTime[i]},{bars.Open[i]:R},{bars.High[i]:R},{bars.Low[i]:R},{bars.Close[i]:R},{bars.Volume?[i]:R}");
}
