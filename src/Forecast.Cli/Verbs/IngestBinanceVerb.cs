using System.CommandLine;
using Forecast.Pipeline.Venues;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>ingest binance</c>: days of the venue's public archive and API into the lake.</summary>
internal static class IngestBinanceVerb
{
    public static Command Create()
    {
        var (common, binance) = (new CommonOptions(), new BinanceOptions());
        var from = new Option<string>("--from") { Description = "First UTC day", Required = true };
        var to = new Option<string?>("--to") { Description = "Last UTC day, inclusive (default: the last complete one)" };
        var symbols = new Option<string>("--symbols") { Description = "Symbols as the venue spells them, separated by commas", Required = true };
        var kinds = new Option<string>("--kinds") { Description = $"Kinds, separated by commas: {string.Join(", ", BinanceKind.All.Select(k => k.Id))}", DefaultValueFactory = _ => BinanceKind.Klines.Id };
        var product = new Option<string>("--product") { Description = string.Join(" or ", BinanceProduct.All.Select(p => p.Id)), DefaultValueFactory = _ => BinanceProduct.Spot.Id };
        var interval = new Option<string>("--interval") { Description = $"Interval of klines: {string.Join(", ", BinanceSeries.Intervals)}", DefaultValueFactory = _ => "15m" };
        var refresh = new Option<bool>("--refresh") { Description = "Ask of every file that is here whether the venue has replaced it (without: of those of the last 45 days)" };
        var dry = new Option<bool>("--dry-run") { Description = "Only say which files would be fetched" };
        var command = new Command("binance", "Download days of Binance's public archive, and what it lacks from the API, into the lake; it may be ended at any point and run again. Example: forecast ingest binance --from 2024-01-01 --to 2024-12-31 --symbols BTCUSDT,ETHUSDT");
        common.AddTo(command, from, to, symbols, kinds, product, interval, refresh, dry, binance.Archive, binance.Api, common.Database, common.Lake, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            var market = BinanceProduct.All.FirstOrDefault(p => p.Id == parsed.GetValue(product)) ?? throw new UsageException($"--product {parsed.GetValue(product)} is none of {string.Join(", ", BinanceProduct.All.Select(p => p.Id))}");
            var (first, last) = (BinanceOptions.Day("--from", parsed.GetValue(from))!.Value, BinanceOptions.Day("--to", parsed.GetValue(to)) ?? DateOnly.MaxValue);
            if (last < first) throw new UsageException($"--to {parsed.GetValue(to)} is before --from {parsed.GetValue(from)}");
            var request = new BinanceRequest(Series(market, parsed.GetValue(symbols)!, parsed.GetValue(kinds)!, parsed.GetValue(interval)!), first, last, binance.Addresses(parsed)) { Refresh = parsed.GetValue(refresh) };

            using var workspace = common.OpenMigrated(parsed);
            var ingest = new BinanceIngest(workspace);
            var complete = ingest.LastCompleteDay(market);
            var (json, cut) = (parsed.GetValue(common.Json), complete < first ? BinanceTables.Cut(first, complete) : parsed.GetValue(to) is not null && last > complete ? BinanceTables.Cut(last, complete) : null);
            if (complete < first || parsed.GetValue(dry))
            {
                BinanceTables.WritePlan(request.Series.Select(s => (s, ingest.Plan(s, first, last))), workspace.Landing, cut, json);
                return complete < first ? ExitCode.NothingToDo : ExitCode.Done;
            }
            var reports = await Screen.Transfer("binance", parsed.GetValue(common.Quiet), progress => ingest.Run(request, new VenueLimits(), progress, stop));
            BinanceTables.Write(reports, cut, json);
            return reports.All(r => r.Failed) ? ExitCode.Failed : reports.Any(r => r.Partial) ? ExitCode.Partial
                : reports.All(r => r is { New: 0, Corrected: 0 }) ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }

    private static BinanceSeries[] Series(BinanceProduct product, string symbols, string kinds, string interval)
    {
        if (!BinanceSeries.Intervals.Contains(interval)) throw new UsageException($"--interval {interval} is none of {string.Join(", ", BinanceSeries.Intervals)}");
        var names = List(symbols).Select(s => s.ToUpperInvariant()).Distinct().ToArray();
        if (names.Length == 0) throw new UsageException("--symbols names none");
        if (names.FirstOrDefault(s => !BinanceSeries.IsSymbol(s)) is { } wrong) throw new UsageException($"--symbols: '{wrong}' is not a symbol of the venue; write it as in BTCUSDT or BTCUSD_PERP");
        var asked = List(kinds).Distinct().Select(id => BinanceKind.All.FirstOrDefault(k => k.Id == id) ?? throw new UsageException($"--kinds: there is no '{id}'; there are {string.Join(", ", BinanceKind.All.Select(k => k.Id))}")).ToArray();
        return [.. from name in names from kind in asked select new BinanceSeries(product, kind, name, kind == BinanceKind.Klines ? CommonOptions.ParseDuration("--interval", interval) : null)];
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
