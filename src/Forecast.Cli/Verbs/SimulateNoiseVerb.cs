using System.CommandLine;
using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Web.Reports;
using Spectre.Console;

namespace Forecast.Cli.Verbs;

/// <summary><c>simulate noise</c>: how realised measures do where the truth is known.</summary>
internal static class SimulateNoiseVerb
{
    private static readonly int[] Steps = [1, 2, 3, 5, 10, 15, 30, 60];

    public static Command Create()
    {
        var common = new CommonOptions();
        var output = new Option<string?>("--out") { Description = "Picture to write, .svg or .png" };
        var days = new Option<int>("--days") { Description = "Days to simulate", DefaultValueFactory = _ => 60 };
        var noise = new Option<double>("--noise") { Description = "Noise variance of a log price, as a share of a day's variance", DefaultValueFactory = _ => 0.002 };
        var seed = new Option<ulong?>("--seed") { Description = "Another market: replaces the seed of data/sample/market.json" };
        var command = new Command("noise", "Realised measures of the SIMULATED market against its true variance, by sampling interval, with noise on its prices and without. Example: forecast simulate noise --out noise.svg");
        common.AddTo(command, output, days, noise, seed, common.Json);
        command.SetAction(parsed =>
        {
            var (share, count, path) = (parsed.GetValue(noise), parsed.GetValue(days), parsed.GetValue(output));
            if (share is not (> 0 and <= 1)) throw new UsageException("--noise must be above 0 and at most 1");
            if (count is < 1 or > 400) throw new UsageException("--days must be 1 to 400");
            if (path is not null && Path.GetExtension(path) is not (".svg" or ".png")) throw new UsageException($"--out {path} ends neither in .svg nor in .png");
            var market = SampleMarketFile.Read(Path.Combine(CommonOptions.RepositoryRoot(), "data", "sample", "market.json")).Market;
            market = market with { Seed = parsed.GetValue(seed) ?? market.Seed, Days = count, Interval = TimeSpan.FromMinutes(1), Instruments = [market.Instruments[0]] };
            var history = SimulatedMarket.Generate(market.Validated())[0];
            var (quiet, noisy) = (NoiseStudy.Of(history, 0, Steps, market.Seed), NoiseStudy.Of(history, share, Steps, market.Seed));
            var picture = NoisePlot.Render($"SIMULATED {history.Bars.Symbol}, {count} days", 1, quiet, noisy, share);
            if (path is not null) Write(Path.GetFullPath(path), picture);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { simulated = true, seed = market.Seed, days = count, noise = share, withoutNoise = quiet, withNoise = noisy, file = path });
            else Print(history.Bars.Symbol, count, share, quiet, noisy, path);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(string symbol, int days, double noise, IReadOnlyList<NoiseStudyRow> quiet, IReadOnlyList<NoiseStudyRow> noisy, string? path)
    {
        Console.WriteLine($"SIMULATED market, {symbol}, {days} days: mean estimate over the true variance of the day (standard error)");
        foreach (var (title, rows) in new[] { ("no noise", quiet), (string.Create(CultureInfo.InvariantCulture, $"noise: {100 * noise:0.##} % of a day's variance on every price"), noisy) })
        {
            var table = Screen.Table(title, ["returns over", .. NoiseStudy.Measures]);
            foreach (var step in rows.GroupBy(r => r.Step))
                table.AddRow([$"{step.Key}m", .. NoiseStudy.Measures.Select(m => step.FirstOrDefault(r => r.Measure == m) is { } row ? $"{Screen.Number(row.MeanRatio, "F3")} ({Screen.Number(row.StandardError, "F3")})" : "–")]);
            Screen.Write(table);
        }
        if (path is not null) Console.WriteLine($"→ {path}");
    }

    private static void Write(string path, Picture picture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Path.GetExtension(path) == ".svg") File.WriteAllText(path, picture.Svg);
        else File.WriteAllBytes(path, picture.Png);
    }
}
