using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Sources;

/// <summary>Judges the prices of a klines file by their neighbours: bad prints leave for the quarantine, suspect ones stay and are written down.</summary>
internal static class KlinePrints
{
    /// <summary>Takes bad prints out of <paramref name="table"/>; returns the rows that are suspect.</summary>
    /// <param name="table">Entries that <paramref name="times"/> has cleaned.</param>
    /// <param name="times">The file's times.</param>
    /// <param name="quarantine">Takes the bad prints.</param>
    /// <param name="bars">The same entries as bars.</param>
    public static IReadOnlyList<QuarantinedRow> Clean(KlineTable table, KlineTimes times, QuarantineLog quarantine, BarSeries bars)
    {
        var verdicts = BarPrints.Judge(bars);
        var flagged = verdicts.Where(v => v.Quality == PrintQuality.Suspect).Select(v => (Verdict: v, Entry: table.Entries[v.Row]))
            .Select(f => quarantine.Row(CleaningRuleCatalog.Get(f.Verdict.Rule), f.Entry.Line, f.Entry.Place, $"suspect: {f.Verdict.Reason}", times.Open(f.Entry))).ToArray();
        foreach (var v in verdicts.Where(v => v.Quality == PrintQuality.Bad).Reverse())
        {
            var entry = table.Entries[v.Row];
            quarantine.Add(CleaningRuleCatalog.Get(v.Rule), entry.Line, entry.Place, v.Reason, times.Open(entry));
            table.Entries.RemoveAt(v.Row);
        }
        return flagged;
    }
}
