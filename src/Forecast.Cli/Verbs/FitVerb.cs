using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Models;
using Forecast.Web.Reports;

namespace Forecast.Cli.Verbs;

/// <summary><c>fit</c>: fits one model to one column of a CSV file, and to the columns that the model reads beside it.</summary>
internal static class FitVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var model = new Option<string>("--model") { Description = $"One of {string.Join(", ", SeriesModelCatalog.All.Select(m => m.Id))}", Required = true };
        var orders = new Option<string?>("--orders") { Description = "Orders p,q or p,o,q of the GARCH family: lags of the shock, of its asymmetric part, of the variance (default one each)" };
        var lags = new Option<string?>("--lags") { Description = "Lags of the HAR family (default 1,7,30), of harch (default 1,5,22), or of an autoregressive mean (default 1)" };
        var distribution = new Option<string?>("--distribution") { Description = "Errors of the GARCH family: normal, t, skewt or ged (default normal)" };
        var init = new Option<PresampleVariance?>("--init") { Description = "What the variance starts from, by the package whose rule it is (default arch)" };
        var mean = new Option<ConditionalMean?>("--mean") { Description = "Mean equation of the GARCH family (default constant)" };
        var input = new Option<string>("--input") { Description = "CSV file with a header, plain or gzipped", Required = true };
        var column = new Option<string>("--column") { Description = "The column to fit: returns, or realised variances for the HAR family and ssa", Required = true };
        var columns = new FitColumns();
        var scale = new Option<double>("--scale") { Description = "Multiplies the column first; results are in those units. Columns beside it are scaled with it: variances of returns by its square", DefaultValueFactory = _ => 1 };
        var report = new Option<string?>("--report") { Description = "HTML page to write: the estimates, the conditional volatility, the news-impact curve" };
        var command = new Command("fit", "Fit one model to a column of numbers. Example: forecast fit --model gjr --distribution t --input returns.csv --column r --scale 100 --report fit.html");
        common.AddTo(command, [model, orders, lags, distribution, init, mean, input, column, .. columns.All, scale, report, common.Json]);
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var entry = SeriesModelCatalog.All.FirstOrDefault(m => m.Id == parsed.GetValue(model))
                ?? throw new UsageException($"there is no model '{parsed.GetValue(model)}' to fit; there are {string.Join(", ", SeriesModelCatalog.All.Select(m => m.Id))}");
            if (parsed.GetValue(scale) is var factor && !(factor > 0 && double.IsFinite(factor)))
                throw new UsageException("--scale must be above 0");
            var options = new SeriesOptions
            {
                Presample = parsed.GetValue(init),
                Mean = parsed.GetValue(mean),
                Orders = Numbers("--orders", parsed.GetValue(orders), "1,1"),
                Distribution = parsed.GetValue(distribution),
                Lags = Numbers("--lags", parsed.GetValue(lags), "1,7,30"),
            };
            Check(entry, options);
            var sample = columns.Read(parsed, entry, parsed.GetValue(input)!, parsed.GetValue(column)!, factor);

            var clock = Stopwatch.StartNew();
            var fit = entry.Fit(sample, options, stop);
            var seconds = clock.Elapsed.TotalSeconds;
            if (parsed.GetValue(report) is { } page && fit.Status != FitStatus.Failed) WritePage(page, FitReport.Render(entry, sample, fit));
            if (parsed.GetValue(common.Json)) Screen.WriteJson(Document(entry.Id, sample.Values.Length, fit, seconds));
            else FitTable.Write(entry, sample.Values.Length, fit);
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
                throw new UsageException($"{model.Id} does not take {name}; those that do are {string.Join(", ", SeriesModelCatalog.All.Where(m => m.Takes.HasFlag(kind)).Select(m => m.Id))}");
        }
        if (options.Distribution is { } d && ErrorDistributionCatalog.All.All(e => e.Id != d))
            throw new UsageException($"--distribution {d}: there are {string.Join(", ", ErrorDistributionCatalog.All.Select(e => e.Id))}");
    }

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
