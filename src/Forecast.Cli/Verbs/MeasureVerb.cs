using System.CommandLine;
using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline.Measuring;
using Forecast.Sources;
using Forecast.Web.Reports;

namespace Forecast.Cli.Verbs;

/// <summary><c>measure</c>: realised measures of a file of klines, trades or prices.</summary>
internal static class MeasureVerb
{
    private static readonly Dictionary<string, MeasureConvention> Conventions = new() { ["textbook"] = MeasureConvention.Textbook, ["finite-sample"] = MeasureConvention.FiniteSample, ["highfrequency"] = MeasureConvention.HighFrequency };

    public static Command Create()
    {
        var common = new CommonOptions();
        var data = new Option<string>("--data") { Description = "File of klines, trades or prices (time,price), plain, gzip or zip", Required = true };
        var interval = new Option<string>("--interval") { Description = "Sampling interval; of klines their own, or a multiple of it", DefaultValueFactory = _ => "15m" };
        var bars = new Option<string?>("--bars") { Description = "Interval of a klines file's bars (default: --interval); finer ones make the measures that deal with noise" };
        var against = new Option<string?>("--against") { Description = "File of another instrument: covariance (of bars, of refresh times, Hayashi–Yoshida), correlation and beta to it are measured too" };
        var output = new Option<string?>("--out") { Description = "CSV file to write: one row a UTC day, a column a measure" };
        var report = new Option<string?>("--report") { Description = "HTML page to write: tables and pictures" };
        var plots = new Option<string?>("--plots") { Description = "Folder to write the pictures to, each as SVG and PNG" };
        var convention = new Option<string>("--convention") { Description = "How returns are counted: textbook, finite-sample, or highfrequency as R's package does", DefaultValueFactory = _ => "textbook" };
        var session = new Option<string?>("--session") { Description = "Part of the UTC day that is measured, as in 09:30-16:00 (default: all of it)" };
        var kind = new Option<string?>("--kind") { Description = "What the file holds: klines, trades or prices (default: found out)" };
        var venue = new Option<string>("--venue") { Description = "Venue of trades that do not say it", DefaultValueFactory = _ => "binance" };
        var symbol = new Option<string?>("--symbol") { Description = "Symbol of trades or prices that do not say it" };
        var format = new Option<string?>("--format") { Description = $"Format of trades (default: found out): {string.Join(", ", TradeFormatCatalog.Ids)}" };
        var mapping = new Option<string?>("--mapping") { Description = "Mapping file of trades: which columns hold what" };
        var zone = new Option<string?>("--zone") { Description = "Zone of prices whose times state none (default: UTC)" };
        var command = new Command("measure", $"The {MeasureCatalog.All.Count} realised measures of every day: variances, jumps, noise, ranges, order flow. Example: forecast measure --data BTCUSDT.csv.gz --bars 1m --interval 5m --out days.csv --report days.html");
        common.AddTo(command, data, interval, bars, against, output, report, plots, convention, session, kind, venue, symbol, format, mapping, zone, common.Json);
        command.SetAction(parsed =>
        {
            var request = new MeasureRequest(Path.GetFullPath(parsed.GetValue(data)!), CommonOptions.ParseDuration("--interval", parsed.GetValue(interval)!))
            {
                Bars = parsed.GetValue(bars) is { } own ? CommonOptions.ParseDuration("--bars", own) : null,
                Convention = Conventions.TryGetValue(parsed.GetValue(convention)!, out var known) ? known : throw new UsageException($"--convention {parsed.GetValue(convention)} is not known; write {string.Join(", ", Conventions.Keys)}"),
                Session = Session(parsed.GetValue(session)),
                Root = CommonOptions.RepositoryRoot(),
                Kind = Kind(parsed.GetValue(kind)),
                Trades = new TradeFileOptions { Venue = CommonOptions.VenueName(parsed.GetValue(venue)!), Symbol = parsed.GetValue(symbol), Format = IngestTradesVerb.Format(parsed.GetValue(format)), Mapping = CommonOptions.MappingPath(parsed.GetValue(mapping)) },
                Zone = parsed.GetValue(zone),
                KeepsPrices = parsed.GetValue(against) is not null,
            };
            if (parsed.GetValue(against) is not null && !request.Session.IsWhole) throw new UsageException("--against measures whole days; leave --session out");
            var measured = Measured(request, parsed.GetValue(against) is { } other ? Path.GetFullPath(other) : null);
            var written = Write(measured, parsed.GetValue(output), parsed.GetValue(report), parsed.GetValue(plots));
            if (parsed.GetValue(common.Json)) Screen.WriteJson(MeasureScreen.Document(measured, written));
            else MeasureScreen.Write(measured, written);
            return measured.Measures.Day.Length == 0 ? ExitCode.NothingToDo : measured.Quarantine.Count > 0 ? ExitCode.Partial : ExitCode.Done;
        });
        return command;
    }

    // What does not divide what it must is a mistake of the command line, not of the file.
    private static MeasuredFile Measured(MeasureRequest request, string? against)
    {
        try
        {
            var measured = FileMeasures.Of(request);
            return against is null ? measured : measured.Beside(FileMeasures.Of(request with { Path = against, Kind = null, Trades = request.Trades with { Symbol = null } }));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static DaySession Session(string? text)
    {
        try
        {
            return text is null ? DaySession.Whole : DaySession.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException($"--session: {e.Message}");
        }
    }

    private static SeriesKind? Kind(string? text) => text is null ? null
        : Enum.GetNames<SeriesKind>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<SeriesKind>(name)
        : throw new UsageException($"--kind {text} is not known; write klines, trades or prices");

    private static List<string> Write(MeasuredFile measured, string? csv, string? page, string? folder)
    {
        var written = new List<string>();
        string Path(string path)
        {
            var full = System.IO.Path.GetFullPath(path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            written.Add(path);
            return full;
        }
        if (csv is not null) WriteCsv(Path(csv), measured);
        if (page is not null) File.WriteAllText(Path(page), MeasureReport.Render(measured));
        if (folder is not null)
        {
            foreach (var picture in MeasureReport.Pictures(measured))
            {
                File.WriteAllText(Path(System.IO.Path.Combine(folder, picture.Name + ".svg")), picture.Svg);
                File.WriteAllBytes(Path(System.IO.Path.Combine(folder, picture.Name + ".png")), picture.Png);
            }
        }
        return written;
    }

    private static void WriteCsv(string path, MeasuredFile measured)
    {
        var measures = measured.Measures;
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        var beside = measured.Against is { } other ? Beside(other.Days) : [];
        writer.WriteLine($"symbol,day,missing_bars,{string.Join(',', MeasureCatalog.All.Select(m => m.Name).Concat(measured.Against is null ? [] : DailyCovariances.Names))}");
        for (var d = 0; d < measures.Day.Length; d++)
        {
            var values = measures.Values.Select(v => v[d]).Concat(measured.Against is null ? [] : beside.GetValueOrDefault(measures.Day[d]) ?? new double?[DailyCovariances.Names.Count]).Select(v => v?.ToString("R", CultureInfo.InvariantCulture) ?? "");
            writer.WriteLine($"{measured.Symbol},{Instant.Day(measures.Day[d]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)},{measures.MissingBars[d]},{string.Join(',', values)}");
        }
    }

    private static Dictionary<long, double?[]> Beside(DailyCovariances days) =>
        days.Day.Select((day, d) => (day, Values: days.Values(d))).ToDictionary(r => r.day, r => r.Values);
}
