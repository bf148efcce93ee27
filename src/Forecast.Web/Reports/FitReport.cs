using System.Globalization;
using Forecast.Core.Models;

namespace Forecast.Web.Reports;

/// <summary>The page that <c>fit --report</c> writes.</summary>
public static class FitReport
{
    /// <summary>A self-contained page: how the estimation ended, the estimates, the forecast, the pictures.</summary>
    public static string Render(SeriesModel model, SeriesSample sample, SeriesFit fit)
    {
        var page = new HtmlPage($"{model.Id} on {sample.Values.Length.ToString("N0", CultureInfo.InvariantCulture)} observations", simulated: false);
        page.Paragraph($"{model.Description}. {Ending(fit)}{(fit.LogLikelihood is { } l ? $" Log-likelihood {l.ToString("F4", CultureInfo.InvariantCulture)}." : "")}");
        page.Heading("Estimates").Table(
            "t and p are of the robust standard error where there is one; they test that the parameter is 0, and say nothing of one at the edge of its range", ["parameter", "estimate", "standard error", "robust", "t", "p"],
            fit.Estimates.Select(e => (IReadOnlyList<string>)[e.Name, e.Value.ToString("G7", CultureInfo.InvariantCulture), Or(e.StandardError, "G4"), Or(e.RobustStandardError, "G4"), Or(e.T, "F2"), Or(e.P, "F4")]));
        foreach (var picture in FitPlots.Of(model, sample, fit)) page.Figure(picture.Svg, picture.Caption);
        page.Heading("What comes next").Table(
            "Variance expected of each of the next observations, and its square root, in the series' units", ["step", "variance", "volatility"],
            fit.Forecast.Select((v, k) => (IReadOnlyList<string>)[(k + 1).ToString(CultureInfo.InvariantCulture), v.ToString("G6", CultureInfo.InvariantCulture), Math.Sqrt(v).ToString("G6", CultureInfo.InvariantCulture)]));
        return page.Render();
    }

    private static string Ending(SeriesFit fit) => fit.Status switch
    {
        FitStatus.Converged => $"The estimation converged{(fit.Iterations > 1 ? $" in {fit.Iterations} iterations" : "")}{(fit.Reason is null ? "" : $": {fit.Reason}")}.",
        FitStatus.Boundary => $"A parameter is at the edge of its range: {fit.Reason}.",
        _ => $"The estimation did not converge: {fit.Reason}.",
    };

    private static string Or(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
