using System.CommandLine;
using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>measure</c>: realised measures of a klines file.</summary>
internal static class MeasureVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var data = new Option<string>("--data") { Description = "Klines file, CSV or CSV.gz", Required = true };
        var interval = new Option<string>("--interval") { Description = "Sampling interval: the file's own, or a multiple of it", DefaultValueFactory = _ => "15m" };
        var bars = new Option<string?>("--bars") { Description = "Interval of the file's bars (default: --interval)" };
        var output = new Option<string>("--out") { Description = "CSV file to write: one row a UTC day", Required = true };
        var command = new Command("measure", $"Realised measures of every day: {string.Join(", ", MeasureCatalog.All.Select(m => m.Name))}. Example: forecast measure --data BTCUSDT.csv.gz --interval 1h --bars 15m --out days.csv");
        common.AddTo(command, data, interval, bars, output, common.Json);
        command.SetAction(parsed =>
        {
            var sampling = CommonOptions.ParseDuration("--interval", parsed.GetValue(interval)!);
            var own = parsed.GetValue(bars) is { } text ? CommonOptions.ParseDuration("--bars", text) : sampling;
            var source = SourceCatalog.Open("files", new SourceLocation(Path.Combine(CommonOptions.RepositoryRoot(), "data"), Path.GetFullPath(parsed.GetValue(data)!)));
            var delivery = source.Load(new SourceRequest(own)).Single();
            if (delivery.Bars is null) throw new InvalidDataException(delivery.Error!.ToString());
            var measures = DailyMeasures.From(BarAggregation.To(delivery.Bars, sampling));
            Write(parsed.GetValue(output)!, delivery.Symbol, measures);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { symbol = delivery.Symbol, days = measures.Day.Length, rows = delivery.Rows.Read, quarantined = delivery.Rows.Quarantined, missingBars = measures.MissingBars.Sum(), file = parsed.GetValue(output) });
            else Console.WriteLine($"{delivery.Symbol}: {measures.Day.Length} days measured from {delivery.Rows.Good} bars ({delivery.Rows.Quarantined} quarantined, {measures.MissingBars.Sum()} missing) → {parsed.GetValue(output)}");
            return delivery.Rows.Quarantined > 0 ? ExitCode.Partial : ExitCode.Done;
        });
        return command;
    }

    private static void Write(string path, string symbol, DailyMeasures measures)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine($"symbol,day,missing_bars,{string.Join(',', MeasureCatalog.All.Select(m => m.Name))}");
        for (var d = 0; d < measures.Day.Length; d++)
        {
            var values = measures.Values.Select(v => v[d]?.ToString("R", CultureInfo.InvariantCulture) ?? "");
            writer.WriteLine($"{symbol},{Instant.Day(measures.Day[d]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)},{measures.MissingBars[d]},{string.Join(',', values)}");
        }
    }
}
