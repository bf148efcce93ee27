using Forecast.Core.Models;
using Forecast.Web.Reports;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>A fit on the screen.</summary>
internal static class FitTable
{
    public static void Write(SeriesModel model, string column, int observations, SeriesFit fit)
    {
        if (fit.Status == FitStatus.Failed) return;
        Console.WriteLine($"{model.Id} on {observations} observations of {column}: {model.Description}");
        string[] errors = fit.StandardErrors.Count > 0 ? ["standard error", "robust", "t", "p"] : [];
        var table = Screen.Table("estimates", ["parameter", "estimate", .. errors]);
        foreach (var e in fit.Estimates)
        {
            string[] tests = errors.Length > 0 ? [Or(e.StandardError, "G5"), Or(e.RobustStandardError, "G5"), Or(e.T, "F2"), e.P is { } p ? FitReport.Probability(p) : ""] : [];
            table.AddRow([Markup.Escape(e.Name), Screen.Number(e.Value, "G9"), .. tests]);
        }
        Screen.Write(table);
        if (fit.LogLikelihood is { } likelihood) Console.WriteLine($"log-likelihood {Screen.Number(likelihood, "F6")}");
        Console.WriteLine($"status {fit.Status switch { FitStatus.IterationLimit => "iteration-limit", var s => s.ToString().ToLowerInvariant() }}{(fit.Reason is null ? "" : $": {fit.Reason}")}, {fit.Iterations} {(fit.Iterations == 1 ? "iteration" : "iterations")}");
        if (fit.Forecast.Count > 0) Console.WriteLine($"variance of the next {fit.Forecast.Count} observations: {string.Join(", ", fit.Forecast.Select(v => Screen.Number(v)))}");
    }

    private static string Or(double? value, string format) => value is { } v ? Screen.Number(v, format) : "";
}
