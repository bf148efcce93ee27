using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Pipeline.Registry;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>The track record for a person and for a machine.</summary>
internal static class TrackTables
{
    public static void Write(string scope, TrackRecord record, ComparisonTable? comparison, string benchmark)
    {
        ModelTables.WriteScope(scope);
        if (comparison is null)
        {
            Console.WriteLine(record.Outcomes > 0 ? $"No published forecast with a known outcome is left to score: of {record.Outcomes}, {record.Live} were published before their target was over."
                : record.NextMatures is { } next ? $"Nothing that was published has an outcome yet. {record.Waiting} forecasts wait; the first target is over at {Instant.Format(next)}, and the night after it records what came of it: forecast nightly"
                : "No night has published a forecast yet. Next: forecast nightly");
            return;
        }
        Console.WriteLine($"Track record: {record.Outcomes} published forecasts with a known outcome, {record.Waiting} wait for theirs. {record.Live} were published before their target was over; the others afterwards, of past data (--live leaves them out).");
        if (record.LeftOut.Count > 0) Console.WriteLine($"Not compared, as they have outcomes at fewer than half of the origins: {string.Join(", ", record.LeftOut)}");
        ScoreTables.Write(comparison, benchmark);
        if (record.Bands.Count > 0) WriteBands(record.Bands);
        if (record.Margins.Count == 0) return;
        var table = Screen.Table("Published margins against the losses that followed, all instruments", "period", "promised", "side", "margin", "n", "breaches", "covered", "mean margin", "worst loss above it");
        foreach (var m in record.Margins)
        {
            table.AddRow(Period(m), Screen.Ppm(m.ConfidencePpm), m.Side, m.Method, m.N.ToString(CultureInfo.InvariantCulture), m.Breaches.ToString(CultureInfo.InvariantCulture),
                Screen.Percent(1 - (m.Breaches / (double)m.N), 1), Screen.Percent(m.MeanRate), m.WorstShortfall is { } worst ? Screen.Percent(worst) : "");
        }
        Screen.Write(table);
    }

    public static object Document(string scope, TrackRecord record, ComparisonTable? comparison, string benchmark) => new
    {
        scope, record.Outcomes, record.Live, record.Waiting, nextMatures = record.NextMatures is { } next ? Instant.Format(next) : null, record.LeftOut,
        comparison = comparison is null ? null : ScoreTables.Document(comparison, "published", benchmark),
        bands = record.Bands.Select(b => new { horizon = Period(b), b.Model, b.N, b.Covered80, b.Covered90, b.Covered95, b.Warnings, b.MeanProbability, b.Shocks }),
        margins = record.Margins.Select(m => new { mpor = Period(m), confidence = m.ConfidencePpm / 1e6, m.Side, m.Method, m.N, m.Breaches, m.MeanRate, m.WorstShortfall }),
    };

    private static void WriteBands(IReadOnlyList<BandRecord> bands)
    {
        var table = Screen.Table("Published intervals and early warnings against what followed, all instruments", "horizon", "model", "n", "80 % cover", "90 % cover", "95 % cover", "warnings", "mean probability", "shocks");
        foreach (var b in bands)
        {
            table.AddRow(Period(b), Markup.Escape(b.Model), b.N.ToString(CultureInfo.InvariantCulture), Share(b.Covered80), Share(b.Covered90), Share(b.Covered95),
                b.Warnings.ToString(CultureInfo.InvariantCulture), Share(b.MeanProbability), Share(b.Shocks));
        }
        Screen.Write(table);

        static string Share(double? share) => share is { } s ? Screen.Percent(s, 1) : "";
    }

    private static string Period(BandRecord b) => Duration.Format(TimeSpan.FromMinutes(b.HorizonMinutes));

    private static string Period(MarginRecord m) => Duration.Format(TimeSpan.FromMinutes(m.MporMinutes));
}
