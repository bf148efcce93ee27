using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Forecast.Pipeline.Backtest;
using Forecast.Sources;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Forecast.Cli;

/// <summary>Where output goes: tables and JSON to standard output, progress to standard error, and progress on a terminal only.</summary>
internal static class Screen
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private const int Unlimited = 10_000;

    /// <summary>Tables for people; as wide as $COLUMNS says, else wide enough for a file or a pipe.</summary>
    public static IAnsiConsole Out { get; } = Create();

    public static void WriteJson(object document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, Json));

    /// <summary>A table with the first column left and the others right, numbers under each other.</summary>
    public static Table Table(string title, params string[] columns)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title), Style.Plain), Border = TableBorder.Simple };
        for (var i = 0; i < columns.Length; i++) table.AddColumn(new TableColumn(Markup.Escape(columns[i])) { Alignment = i == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        return table;
    }

    /// <summary>Writes a table; where there is not room enough for its lines, each of them as a block, so that no number is lost.</summary>
    public static void Write(Table table)
    {
        var options = RenderOptions.Create(Out, Out.Profile.Capabilities);
        if (((IRenderable)table).Measure(options, Unlimited).Max <= Out.Profile.Width)
        {
            Out.Write(table);
            return;
        }
        Out.MarkupLine(table.Title!.Text);
        foreach (var row in table.Rows)
        {
            Console.WriteLine();
            foreach (var (column, cell) in table.Columns.Zip(row)) Console.WriteLine($"{Text(column.Header)}: {Text(cell)}");
        }
        Console.WriteLine();

        string Text(IRenderable part) => string.Concat(part.Render(options, Unlimited).Where(s => !s.IsLineBreak).Select(s => s.Text)).Trim();
    }

    /// <summary>Runs <paramref name="work"/> with a progress bar where a person watches, silently elsewhere.</summary>
    public static Task<T> Progress<T>(string what, bool quiet, Func<IProgress<(int Done, int All)>, Task<T>> work) =>
        Bar<T, (int Done, int All)>(quiet, p => (p.Done, p.All, what), what, work);

    /// <summary>The same for a back-test, with the time that is left; where no person watches, as a line every ten seconds.</summary>
    public static Task<T> Walks<T>(string what, bool quiet, Func<IProgress<BacktestProgress>, Task<T>> work) =>
        !quiet && Console.IsErrorRedirected ? work(new ProgressLines<BacktestProgress>(what, TimeSpan.FromSeconds(10), Console.Error, TimeProvider.System))
        : Bar<T, BacktestProgress>(quiet, p => ((int)(1000 * p.Share), 1000, $"{what}: {p}"), what, work, [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()]);

    /// <summary>The same for a download, with its rate.</summary>
    public static Task<T> Transfer<T>(string what, bool quiet, Func<IProgress<FetchProgress>, Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        return Bar<T, FetchProgress>(quiet, p => (p.Done, p.All, string.Create(CultureInfo.InvariantCulture, $"{what} {p.Done}/{p.All} {p.Bytes / 1e6 / Math.Max(0.1, clock.Elapsed.TotalSeconds):0.0} MB/s")), what, work);
    }

    private static async Task<T> Bar<T, TReport>(bool quiet, Func<TReport, (int Done, int All, string Text)> show, string what, Func<IProgress<TReport>, Task<T>> work, ProgressColumn[]? columns = null)
    {
        if (quiet || Console.IsErrorRedirected) return await work(new Direct<TReport>(_ => { }));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).Columns(columns ?? [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()]).StartAsync(async bars =>
        {
            var bar = bars.AddTask(Markup.Escape(what), maxValue: 1);
            return await work(new Direct<TReport>(p =>
            {
                var (done, all, text) = show(p);
                bar.MaxValue = Math.Max(1, all);
                bar.Value = done;
                bar.Description = Markup.Escape(text);
            }));
        });
    }

    public static string Percent(double fraction, int digits = 2) => (100 * fraction).ToString($"F{digits}", CultureInfo.InvariantCulture) + " %";

    /// <summary>A margin in ppm as a percentage: 95000 → 9.5 %.</summary>
    public static string Ppm(int ppm) => (ppm / 10_000m).ToString("0.0###", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value, string format = "G6") => value.ToString(format, CultureInfo.InvariantCulture);

    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected) console.Profile.Width = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns : 160;
        return console;
    }

    // Progress<T> posts to a thread pool, out of order; a bar wants the reports as they come.
    private sealed class Direct<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
