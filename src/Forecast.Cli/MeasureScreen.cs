using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline.Measuring;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>What <c>measure</c> says of a file.</summary>
internal static class MeasureScreen
{
    private const int DaysShown = 10, RowsShown = 10;

    public static void Write(MeasuredFile measured, IReadOnlyList<string> written)
    {
        var (measures, n) = (measured.Measures, measured.Measures.Day.Length);
        if (measured.Simulated) Console.WriteLine("SIMULATED market: these prices are made up.");
        var table = Screen.Table(
            $"{measured.Symbol}, {Duration.Format(measured.Request.Interval)} returns{(n > DaysShown ? $": the last {DaysShown} of {n} days" : "")}", "day", "% a year", "variance", "without jumps", "jump z", "down share", "jumps", "taker", "trades", "missing");
        for (var d = Math.Max(0, n - DaysShown); d < n; d++)
        {
            double? Of(string measure) => measures.Of(measure)[d];
            var (variance, trades) = (Of("realized_variance"), Of("trade_count"));
            table.AddRow(
                Instant.Day(measures.Day[d]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), variance is { } v ? Screen.Percent(Math.Sqrt(365 * v), 1) : "–", Number(variance), Number(Of("continuous_variation")), Number(Of("jump_ratio"), "F2"), Share(Of("down_semivariance"), variance), Number(Of("return_jumps"), "F0"), Of("taker_imbalance") is { } t ? Screen.Percent(t, 1) : "–", Number(trades, "N0"), measures.MissingBars[d].ToString(CultureInfo.InvariantCulture));
        }
        if (n > 0) Screen.Write(table);
        if (n > 0) Console.WriteLine("% a year: √(365 × realised variance); jump z: above 3.09 the day has jumps (BNS, 0.1 %); jumps: returns that jumped (Lee–Mykland, 1 % a day); down share: of variance, from falling prices.");
        if (measured.Against is { } other)
            Console.WriteLine($"With {other.Symbol}, mean over {other.Days.Day.Length} days: correlation {Number(other.Days.Correlation.Average(), "F3")}, beta {Number(other.Days.Beta.Average(), "F3")}, covariance {Number(other.Days.Covariance.Average())}.");
        if (n == 0) Console.WriteLine("No day is over in the file: a day is measured when its last bar is there. For a market that closes give --session, as in --session 09:30-16:00.");
        else if (measures.Of("realized_variance").All(v => v is null)) Console.WriteLine($"No day has half of its returns{Hint(measured)}.");
        if (measured.Noise is { } noise) Console.WriteLine(noise > 0 ? $"Noise of a price: standard deviation {Screen.Number(1e4 * Math.Sqrt(noise), "G3")} basis points, from neighbouring returns." : "Noise of a price: none to speak of; neighbouring returns do not turn.");
        Console.WriteLine($"{measured.Symbol}: {n} {(n == 1 ? "day" : "days")} measured from {measured.Rows.Good} {measured.Kind.ToString().ToLowerInvariant()} ({measured.Rows.Quarantined} quarantined, {measures.MissingBars.Sum()} bars missing){(written.Count > 0 ? $" → {string.Join(", ", written)}" : "; --out FILE writes every measure, --report FILE the pictures")}");
        foreach (var row in measured.Quarantine.Take(RowsShown)) Console.WriteLine($"QUARANTINED {row.File}:{row.Line} {row.Rule}: {row.Detail}");
        if (measured.Quarantine.Count > RowsShown) Console.WriteLine($"  and {measured.Quarantine.Count - RowsShown} more");
    }

    public static object Document(MeasuredFile measured, IReadOnlyList<string> written) => new
    {
        symbol = measured.Symbol,
        simulated = measured.Simulated,
        kind = measured.Kind,
        interval = Duration.Format(measured.Request.Interval),
        convention = measured.Request.Convention,
        days = measured.Measures.Day.Length,
        rows = measured.Rows.Read,
        quarantined = measured.Rows.Quarantined,
        missingBars = measured.Measures.MissingBars.Sum(),
        noiseVariance = measured.Noise,
        signature = measured.Signature.Select(p => new { step = p.Step, variance = p.Variance }),
        against = measured.Against is { } other ? new { symbol = other.Symbol, days = other.Days.Day.Select((day, d) => new Dictionary<string, object?>(DailyCovariances.Names.Zip(other.Days.Values(d), (name, v) => KeyValuePair.Create(name, (object?)v)).Prepend(KeyValuePair.Create("day", (object?)Instant.Day(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))))) } : null,
        files = written,
        measures = Enumerable.Range(0, measured.Measures.Day.Length).Select(d => new Dictionary<string, object?>(
            MeasureCatalog.All.Select((m, k) => KeyValuePair.Create(m.Name, (object?)measured.Measures.Values[k][d])).Prepend(KeyValuePair.Create("missing_bars", (object?)measured.Measures.MissingBars[d]))
                .Prepend(KeyValuePair.Create("day", (object?)Instant.Day(measured.Measures.Day[d]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))))),
        quarantine = measured.Quarantine.Take(100).Select(q => new { q.File, q.Line, q.Rule, q.Detail }),
    };

    // Of a market that closes the prices lie in one part of every day.
    private static string Hint(MeasuredFile measured)
    {
        if (!measured.Request.Session.IsWhole || measured.Bars.Count == 0) return "";
        string Time(long offset) => offset == Duration.Day ? "24:00" : (DateTime.UnixEpoch + TimeSpan.FromMicroseconds(offset)).ToString("HH:mm", CultureInfo.InvariantCulture);
        var ends = Enumerable.Range(0, measured.Bars.Count).Select(i => measured.Bars.End(i) - Instant.FloorDay(measured.Bars.OpenTime[i])).ToArray();
        if (ends.Min() == ends.Max() || ends.Max() - ends.Min() > Duration.Day / 2) return "";
        return $": prices lie between {Time(ends.Min())} and {Time(ends.Max())}; if the market is closed else, give --session {Time(ends.Min())}-{Time(ends.Max())}";
    }

    private static string Number(double? value, string format = "G4") => value is { } v ? Screen.Number(v, format) : "–";

    private static string Share(double? part, double? whole) => part is { } p && whole is > 0 and var w ? Screen.Percent(p / w, 0) : "–";
}
