using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Models;
using Forecast.Sources;
using Spectre.Console;

namespace Forecast.Cli.Verbs;

/// <summary><c>fit</c>: fits one model to one column of a CSV file.</summary>
internal static class FitVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var model = new Option<string>("--model") { Description = $"One of {string.Join(", ", SeriesModelCatalog.All.Select(m => m.Id))}", Required = true };
        var orders = new Option<string?>("--orders") { Description = "Orders p,q or p,o,q of garch: 1,1" };
        var lags = new Option<string?>("--lags") { Description = "Lags of har and log-har (default 1,7,30)" };
        var distribution = new Option<string?>("--distribution") { Description = "Error distribution of garch: normal" };
        var init = new Option<PresampleVariance?>("--init") { Description = "What garch's variance starts from, by the package whose rule it is (default arch)" };
        var mean = new Option<ConditionalMean?>("--mean") { Description = "Mean equation of garch (default constant)" };
        var input = new Option<string>("--input") { Description = "CSV file with a header, plain or gzipped", Required = true };
        var column = new Option<string>("--column") { Description = "The column to fit", Required = true };
        var scale = new Option<double>("--scale") { Description = "Multiplies the column first; results are in those units", DefaultValueFactory = _ => 1 };
        var command = new Command("fit", "Fit one model to a column of numbers. Example: forecast fit --model garch --input returns.csv --column r --scale 100 --json");
        common.AddTo(command, model, orders, lags, distribution, init, mean, input, column, scale, common.Json);
        command.SetAction((parsed, stop) => Task.Run(() =>
        {
            var entry = SeriesModelCatalog.All.FirstOrDefault(m => m.Id == parsed.GetValue(model))
                ?? throw new UsageException($"there is no model '{parsed.GetValue(model)}' to fit; there are {string.Join(", ", SeriesModelCatalog.All.Select(m => m.Id))}");
            if (parsed.GetValue(orders) is { } o && (entry.Id != "garch" || o.Replace(" ", "", StringComparison.Ordinal) is not ("1,1" or "1,0,1")))
                throw new UsageException($"--orders {o}: only garch takes orders, and they are 1,1");
            if (parsed.GetValue(distribution) is { } d && (entry.Id != "garch" || d != "normal"))
                throw new UsageException($"--distribution {d}: only garch takes one, and it is normal");
            if (parsed.GetValue(scale) is var factor && !(factor > 0 && double.IsFinite(factor)))
                throw new UsageException("--scale must be above 0");
            var options = new SeriesOptions { Presample = parsed.GetValue(init), Mean = parsed.GetValue(mean), Lags = Lags(parsed.GetValue(lags), entry.Id) };
            double[] series = [.. NumberColumnFile.Read(parsed.GetValue(input)!, parsed.GetValue(column)!).Select(v => v * factor)];

            var clock = Stopwatch.StartNew();
            var fit = entry.Fit(series, options, stop);
            var seconds = clock.Elapsed.TotalSeconds;
            if (parsed.GetValue(common.Json)) Screen.WriteJson(Document(entry.Id, series.Length, fit, seconds));
            else Write(entry, series.Length, fit);
            if (fit.Status != FitStatus.Failed) return ExitCode.Done;
            Console.Error.WriteLine($"forecast: {fit.Reason}");
            return ExitCode.Failed;
        }, stop));
        return command;
    }

    private static int[]? Lags(string? text, string model)
    {
        if (text is null) return null;
        if (model is not ("har" or "log-har")) throw new UsageException("--lags: only har and log-har have lags");
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(parts, p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? Array.ConvertAll(parts, p => int.Parse(p, CultureInfo.InvariantCulture))
            : throw new UsageException($"--lags {text} are not whole numbers; write 1,7,30");
    }

    private static object Document(string model, int observations, SeriesFit fit, double seconds) => new
    {
        model,
        observations,
        parameters = fit.Parameters.ToDictionary(p => p.Name, p => p.Value),
        standardErrors = fit.StandardErrors.ToDictionary(p => p.Name, p => p.Value),
        robustStandardErrors = fit.RobustStandardErrors.ToDictionary(p => p.Name, p => p.Value),
        logLikelihood = fit.LogLikelihood,
        status = fit.Status,
        reason = fit.Reason,
        iterations = fit.Iterations,
        forecast = fit.Forecast,
        seconds,
    };

    private static void Write(SeriesModel model, int observations, SeriesFit fit)
    {
        var table = Screen.Table($"{model.Id} on {observations} observations: {model.Description}", "parameter", "value", "standard error", "robust");
        foreach (var p in fit.Parameters)
        {
            string Of(IReadOnlyList<Parameter> list) => list.FirstOrDefault(x => x.Name == p.Name) is { } e ? Screen.Number(e.Value) : "";
            table.AddRow(Markup.Escape(p.Name), Screen.Number(p.Value, "G9"), Of(fit.StandardErrors), Of(fit.RobustStandardErrors));
        }
        Screen.Out.Write(table);
        if (fit.LogLikelihood is { } likelihood) Console.WriteLine($"log-likelihood {Screen.Number(likelihood, "F6")}");
        Console.WriteLine($"status {fit.Status}{(fit.Reason is null ? "" : $": {fit.Reason}")}, {fit.Iterations} iterations");
        if (fit.Forecast.Count > 0) Console.WriteLine($"variance of the next {fit.Forecast.Count} observations: {string.Join(", ", fit.Forecast.Select(v => Screen.Number(v)))}");
    }
}
