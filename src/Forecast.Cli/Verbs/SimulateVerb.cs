using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using Forecast.Core.Market;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>simulate market</c>: the simulated market as klines files, with its true variance beside them.</summary>
internal static class SimulateVerb
{
    public static Command Create() => new("simulate", "Simulations") { Market(), SimulateNoiseVerb.Create() };

    private static Command Market()
    {
        var common = new CommonOptions();
        var output = new Option<string>("--out") { Description = "Folder to write 15m/<SYMBOL>.csv.gz and truth/<SYMBOL>.csv.gz to", Required = true };
        var seed = new Option<ulong?>("--seed") { Description = "Another market: replaces the seed of data/sample/market.json" };
        var days = new Option<int?>("--days") { Description = "Days to simulate (default: those of data/sample/market.json)" };
        var command = new Command("market", "Write the SIMULATED market as klines files, and its true variance for each bar. Example: forecast simulate market --out sim --seed 7 --days 365");
        common.AddTo(command, output, seed, days, common.Json);
        command.SetAction(parsed =>
        {
            var specification = SampleMarketFile.Read(Path.Combine(CommonOptions.RepositoryRoot(), "data", "sample", "market.json")).Market;
            specification = specification with { Seed = parsed.GetValue(seed) ?? specification.Seed, Days = parsed.GetValue(days) ?? specification.Days };
            var histories = SimulatedMarket.Generate(specification.Validated());
            var folder = Path.GetFullPath(parsed.GetValue(output)!);
            foreach (var h in histories)
            {
                Write(Path.Combine(folder, Duration.Format(h.Bars.Interval), h.Bars.Symbol + ".csv.gz"), "open_time,open,high,low,close,volume,close_time,quote_volume,trades,taker_buy_base,taker_buy_quote", Enumerable.Range(0, h.Bars.Count).Select(i => Bar(h.Bars, i)));
                Write(Path.Combine(folder, "truth", h.Bars.Symbol + ".csv.gz"), "open_time,integrated_variance,jump_variance", Enumerable.Range(0, h.Bars.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{h.Bars.OpenTime[i] / 1000},{h.Variance.Diffusive[i]:R},{h.Variance.Jump[i]:R}")));
            }
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { simulated = true, seed = specification.Seed, days = specification.Days, folder, symbols = histories.Select(h => h.Bars.Symbol) });
            else Console.WriteLine($"SIMULATED market (seed {specification.Seed}, {specification.Days} days): {string.Join(", ", histories.Select(h => h.Bars.Symbol))} written to {folder}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Bar(BarSeries b, int i) => string.Create(CultureInfo.InvariantCulture,
        $"{b.OpenTime[i] / 1000},{b.Open[i]:R},{b.High[i]:R},{b.Low[i]:R},{b.Close[i]:R},{b.Volume![i]:R},{(b.End(i) / 1000) - 1},{b.QuoteVolume![i]:R},{b.Trades![i]},{b.TakerBuyBase![i]:R},{b.TakerBuyQuote![i]:R}");

    private static void Write(string path, string header, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)) { NewLine = "\n" };
        writer.WriteLine(header);
        foreach (var line in lines) writer.WriteLine(line);
    }
}
