using Forecast.Core.Models;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>A fit on the screen.</summary>
internal static class FitTable
{
    public static void Write(SeriesModel model, int observations, SeriesFit fit)
    {
        if (fit.Status == FitStatus.Failed) return;
        var table = Screen.Table($"{model.Id} on {observations} observations: {model.Description}", "parameter", "estimate", "standard error", "robust", "t", "p");
        foreach (var e in fit.Estimates)
            table.AddRow(Markup.Escape(e.Name), Screen.Number(e.Value, "G9"), Or(e.StandardError, "G5"), Or(e.RobustStandardError, "G5"), Or(e.T, "F2"), Or(e.P, "F4"));
        Screen.Write(table);
        if (fit.LogLikelihood is { } likelihood) Console.WriteLine($"log-likelihood {Screen.Number(likelihood, "F6")}");
        Console.WriteLine($"status {fit.Status switch { FitStatus.IterationLimit => "iteration-limit", var s => s.ToString().ToLowerInvariant() }}{(fit.Reason is null ? "" : $": {fit.Reason}")}, {fit.Iterations} iterations");
        if (fit.Forecast.Count > 0) Console.WriteLine($"variance of the next {fit.Forecast.Count} observations: {string.Join(", ", fit.Forecast.Select(v => Screen.Number(v)))}");
    }

    private static string Or(double? value, string format) => value is { } v ? Screen.Number(v, format) : "";
}
