using System.CommandLine;
using System.Globalization;
using Forecast.Pipeline;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>collect</c>: a venue's live feed into the lake.</summary>
internal static class CollectVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var venues = string.Join(", ", FeedVenueCatalog.All.Select(v => v.Name));
        var venue = new Option<string>("--venue") { Description = $"One of {venues}", DefaultValueFactory = _ => FeedVenueCatalog.All[0].Name };
        var symbols = new Option<string>("--symbols") { Description = "Symbols to collect as the venue spells them, separated by commas", Required = true };
        var streams = new Option<string>("--streams") { Description = "What to collect: trades, quotes, depth", DefaultValueFactory = _ => "trades,quotes,depth" };
        var length = new Option<string?>("--for") { Description = "How long, as in 30s, 10m, 8h (default: until stopped)" };
        var silence = new Option<string>("--silence") { Description = "How long nothing may come before the connection is made again", DefaultValueFactory = _ => "10s" };
        var flush = new Option<string>("--flush") { Description = "How often what came is written, at most 4s", DefaultValueFactory = _ => "2s" };
        var streamUrl = new Option<string?>("--ws-url") { Description = "Address of the streams (default: the venue's)" };
        var restUrl = new Option<string?>("--rest-url") { Description = "Address of the REST interface (default: the venue's)" };
        var command = new Command("collect", "Collect live trades, best quotes and order books into the lake until stopped. Example: forecast collect --venue binance --symbols BTCUSDT,ETHUSDT --for 10m");
        common.AddTo(command, venue, symbols, streams, length, silence, flush, streamUrl, restUrl, common.Lake, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            var entry = FeedVenueCatalog.All.FirstOrDefault(v => v.Name == parsed.GetValue(venue)) ?? throw new UsageException($"--venue {parsed.GetValue(venue)} is not known; write one of {venues}");
            var options = Checked(new CollectorOptions
            {
                Venue = entry with { StreamUrl = Url("--ws-url", parsed.GetValue(streamUrl)) ?? entry.StreamUrl, RestUrl = Url("--rest-url", parsed.GetValue(restUrl)) ?? entry.RestUrl },
                Symbols = CommonOptions.SymbolList(parsed.GetValue(symbols)!),
                Streams = Streams(parsed.GetValue(streams)!),
                Silence = Span("--silence", parsed.GetValue(silence)!),
                Seed = (ulong)Environment.ProcessId,
            });
            var every = Span("--flush", parsed.GetValue(flush)!);
            if (every > TimeSpan.FromSeconds(4)) throw new UsageException($"--flush {parsed.GetValue(flush)} is too long: at most 5 s of what came may be unwritten; write 4s or less");
            var time = parsed.GetValue(length) is { } text ? Span("--for", text) : (TimeSpan?)null;
            using var workspace = common.Open(parsed);
            workspace.Lake.Sweep();
            var run = new CollectorRun(workspace.Lake, options, workspace.Clock) { FlushEvery = every };
            var report = await CollectScreen.Watch(run, workspace.Clock, parsed.GetValue(common.Quiet), () => run.Run(time, stop));
            if (parsed.GetValue(common.Json)) Screen.WriteJson(CollectScreen.Document(report));
            else CollectScreen.Write(report);
            return Code(report);
        });
        return command;
    }

    private static int Code(CollectorReport report)
    {
        if (report.Connection.Messages == 0)
        {
            Console.Error.WriteLine($"forecast: nothing came from {report.Venue}: {report.Connection.LastFault ?? "stopped before the first message"}; see that the address can be reached and the symbols are spelled as the venue does");
            return ExitCode.Failed;
        }
        var missing = report.Symbols.Where(s => s.Counts.Fault is not null || s.Counts.Messages == 0).ToList();
        foreach (var s in missing) Console.Error.WriteLine($"forecast: {s.Counts.Symbol}: {s.Counts.Fault ?? "nothing came"}; see that the venue trades it under this name");
        return missing.Count == report.Symbols.Count ? ExitCode.Failed : missing.Count > 0 ? ExitCode.Partial : report.Symbols.Any(s => s.New > 0) ? ExitCode.Done : ExitCode.NothingToDo;
    }

    private static CollectorOptions Checked(CollectorOptions options)
    {
        try
        {
            return options.Validated();
        }
        catch (InputException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static FeedStreams Streams(string text)
    {
        var streams = FeedStreams.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            streams |= name switch { "trades" => FeedStreams.Trades, "quotes" => FeedStreams.Quotes, "depth" => FeedStreams.Depth, _ => throw new UsageException($"--streams {name} is not known; write trades, quotes, depth or some of them") };
        }
        return streams;
    }

    private static Uri? Url(string option, string? text) =>
        text is null ? null : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 ? url : throw new UsageException($"{option} {text} is no address; write it as in wss://stream.binance.com:9443");

    private static TimeSpan Span(string option, string text) =>
        text.EndsWith('s') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : CommonOptions.ParseDuration(option, text);
}
