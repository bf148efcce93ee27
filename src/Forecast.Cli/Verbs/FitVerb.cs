using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Models;
using Forecast.Pipeline;
using Forecast.Sources;
using Forecast.Web.Reports;

namespace Forecast.Cli.Verbs;

/// <summary><c>fit</c>: fits one model to one column of a CSV file, and to the columns that the model reads beside it.</summary>
internal static class FitVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var model = new Option<string>("--model") { Description = $"One of {string.Join(", ", SeriesModelCatalog.All.Select(m => m.Id))}", Required = true };
        var orders = new Option<string?>("--orders") { Description = "Orders p,q or p,o,q of the GARCH family: lags of the shock, of its asymmetric part, of the variance (default one each; figarch has p,q of 0 or 1)" };
        var lags = new Option<string?>("--lags") { Description = "Lags of the HAR family (default 1,7,30; hexp's half-lives 1,5,25,125), of harch (default 1,5,22), of an autoregressive mean (default 1), or the one window of ssa (default: chosen)" };
        var distribution = new Option<string?>("--distribution") { Description = "Errors of the GARCH family: normal, t, skewt or ged (default normal)" };
        var init = new Option<string?>("--init") { Description = "What the variance of the GARCH family starts from, by the package whose rule it is: arch, fcp (Fiorentini, Calzolari and Panattoni; fGarch) or rugarch (default arch)" };
        var mean = new Option<string?>("--mean") { Description = "Mean equation: constant, zero or ar, of realized-garch and heavy not ar (default constant; heavy zero)" };
        var input = new Option<string>("--input") { Description = "CSV file with a header, plain or gzipped", Required = true };
        var column = new Option<string>("--column") { Description = "The column to fit: returns, or realised variances for the HAR family and ssa", Required = true };
        var columns = new FitColumns();
        var time = new Option<string?>("--time") { Description = $"Column of times, over which the report draws; rows must be in its order, each later than the one before (default: one named time, date, day, timestamp, datetime or dt that holds times, if there is one); {TimeColumnFile.None} takes the rows as they stand" };
        var scale = new Option<double>("--scale") { Description = "Multiplies the column first; results are in those units. Columns beside it are scaled with it: variances of returns by its square", DefaultValueFactory = _ => 1 };
        var report = new Option<string?>("--report") { Description = "HTML page to write: the estimates with every kind of standard error, the conditional volatility, the news-impact curve, the forecast" };
        var command = new Command("fit", "Fit one model to a column of numbers; docs/models.md lists equations, and the options and columns of each model. Example: forecast fit --model gjr --distribution t --input returns.csv --column r --scale 100 --report fit.html");
        common.AddTo(command, [model, orders, lags, distribution, init, mean, input, column, .. columns.All, time, scale, common.TimeLimit, report, common.Json]);
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var entry = SeriesModelCatalog.All.FirstOrDefault(m => m.Id == parsed.GetValue(model))
                ?? throw new UsageException($"there is no model '{parsed.GetValue(model)}' to fit; there are {string.Join(", ", SeriesModelCatalog.All.Select(m => m.Id))}");
            if (parsed.GetValue(scale) is var factor && !(factor > 0 && double.IsFinite(factor)))
                throw new UsageException("--scale must be above 0");
            var patience = FitTime.Limit(common.Time(parsed), TimeProvider.System);
            var options = new SeriesOptions
            {
                Presample = Named<PresampleVariance>("--init", parsed.GetValue(init)),
                Mean = Named<ConditionalMean>("--mean", parsed.GetValue(mean)),
                Orders = Numbers("--orders", parsed.GetValue(orders), "1,1"),
                Distribution = parsed.GetValue(distribution),
                Lags = Numbers("--lags", parsed.GetValue(lags), "1,7,30"),
            };
            Check(entry, options);
            var (file, series) = (parsed.GetValue(input)!, parsed.GetValue(column)!);
            var sample = columns.Read(parsed, entry, file, series, factor);
            var subject = new FitSubject(factor == 1 ? series : $"{Screen.Number(factor)} × {series}", Asked(parsed), TimeColumnFile.Read(file, parsed.GetValue(time)));

            var clock = Stopwatch.StartNew();
            var fit = patience.Run(entry.Id, token => entry.Fit(sample, options, token), r => SeriesFit.Refused($"{r}; give it more with {common.TimeLimit.Name}, or fit a shorter series"), stop);
            var seconds = clock.Elapsed.TotalSeconds;
            if (parsed.GetValue(report) is { } page && fit.Status != FitStatus.Failed) WritePage(page, FitReport.Render(entry, sample, fit, subject));
            if (parsed.GetValue(common.Json)) Screen.WriteJson(Document(entry.Id, sample.Values.Length, fit, seconds));
            else FitTable.Write(entry, subject.Column, sample.Values.Length, fit);
            if (fit.Status != FitStatus.Failed) return ExitCode.Done;
            Console.Error.WriteLine($"forecast: {fit.Reason}");
            return ExitCode.Failed;
        }, stop));
        return command;
    }

    private static void WritePage(string path, string page)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, page);
    }

    private static void Check(SeriesModel model, SeriesOptions options)
    {
        (SeriesOptionKinds Kind, string Name, bool IsGiven)[] given =
        [
            (SeriesOptionKinds.Orders, "--orders", options.Orders is not null), (SeriesOptionKinds.Distribution, "--distribution", options.Distribution is not null),
            (SeriesOptionKinds.Init, "--init", options.Presample is not null), (SeriesOptionKinds.Mean, "--mean", options.Mean is not null),
            (SeriesOptionKinds.Lags, "--lags", options.Lags is not null && options.Mean != ConditionalMean.Ar),
        ];
        foreach (var (kind, name, isGiven) in given)
        {
            if (isGiven && !model.Takes.HasFlag(kind))
                throw new UsageException($"{model.Id} does not take {name}{(kind == SeriesOptionKinds.Lags && model.Takes.HasFlag(SeriesOptionKinds.Mean) ? " without --mean ar" : "")}; those that do are {string.Join(", ", SeriesModelCatalog.All.Where(m => m.Takes.HasFlag(kind)).Select(m => m.Id))}");
        }
        if (options.Distribution is { } d && ErrorDistributionCatalog.All.All(e => e.Id != d))
            throw new UsageException($"--distribution {d}: there are {string.Join(", ", ErrorDistributionCatalog.All.Select(e => e.Id))}");
    }

    private static T? Named<T>(string option, string? text)
        where T : struct, Enum
    {
        if (text is null) return null;
        var names = Array.ConvertAll(Enum.GetNames<T>(), n => n.ToLowerInvariant());
        return Array.IndexOf(names, text.ToLowerInvariant()) is >= 0 and var k ? Enum.GetValues<T>()[k] : throw new UsageException($"{option} {text}: there are {string.Join(", ", names)}");
    }

    // As a shell reads it.
    private static string Asked(ParseResult parsed) => "forecast " + string.Join(' ', parsed.Tokens.Select(t => t.Value.Length > 0 && t.Value.All(c => char.IsAsciiLetterOrDigit(c) || "_./:=,+@%-".Contains(c, StringComparison.Ordinal)) ? t.Value : $"'{t.Value.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    private static int[]? Numbers(string option, string? text, string example)
    {
        if (text is null) return null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(parts, p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? Array.ConvertAll(parts, p => int.Parse(p, CultureInfo.InvariantCulture))
            : throw new UsageException($"{option} {text} are not whole numbers; write {example}");
    }

    private static object Document(string model, int observations, SeriesFit fit, double seconds) => new
    {
        model,
        observations,
        parameters = ByName(fit.Parameters),
        standardErrors = ByName(fit.StandardErrors),
        robustStandardErrors = ByName(fit.RobustStandardErrors),
        scoreStandardErrors = ByName(fit.ScoreStandardErrors),
        hacStandardErrors = ByName(fit.HacStandardErrors),
        logLikelihood = fit.LogLikelihood,
        status = fit.Status,
        reason = fit.Reason,
        iterations = fit.Iterations,
        forecast = fit.Forecast,
        seconds,
    };

    private static Dictionary<string, double> ByName(IReadOnlyList<Parameter> parameters) => parameters.ToDictionary(p => p.Name, p => p.Value);
}
