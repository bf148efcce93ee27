using System.Globalization;
using Forecast.Core.Market;
using Forecast.Storage.Db.Entities;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>Readings of drift for a person and for a machine.</summary>
internal static class DriftTables
{
    /// <summary>The readings, or those that are alarms; nothing where there is none.</summary>
    public static void Write(IReadOnlyList<(string Symbol, DriftReading Reading)> readings, bool alarmsOnly)
    {
        var shown = readings.Where(r => r.Reading.Alarm || !alarmsOnly).ToArray();
        if (shown.Length == 0) return;
        var table = Screen.Table($"Drift: {readings.Count(r => r.Reading.Alarm)} of {readings.Count} readings are alarms; what moved, and by how many standard deviations (docs/registry.md)", "instrument", "what", "n", "shift", "statistic", "alarm from", "verdict");
        foreach (var (symbol, r) in shown)
            table.AddRow(Markup.Escape(symbol), What(r), r.N.ToString(CultureInfo.InvariantCulture), r.Shift.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture), Screen.Number(r.Statistic, "F2"), Screen.Number(r.Threshold), r.Alarm ? "ALARM" : "ok");
        Screen.Write(table);
    }

    public static object Document((string Symbol, DriftReading Reading) x) => new
    {
        x.Symbol, x.Reading.Kind, x.Reading.Subject, horizon = x.Reading.HorizonMinutes == 0 ? null : Duration.Format(TimeSpan.FromMinutes(x.Reading.HorizonMinutes)), x.Reading.N, x.Reading.Shift, x.Reading.Statistic,
        x.Reading.Threshold, x.Reading.Alarm,
    };

    private static string What(DriftReading r) => r.Kind switch
    {
        "loss" => $"loss of {r.Subject} over {Duration.Format(TimeSpan.FromMinutes(r.HorizonMinutes))} against its back-test",
        "level" => $"realised over forecast by {r.Subject}, {Duration.Format(TimeSpan.FromMinutes(r.HorizonMinutes))}",
        _ => $"hourly {r.Subject}",
    };
}
