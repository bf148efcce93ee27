using System.Globalization;
using Forecast.Core.Models;

namespace Forecast.Web.Reports;

/// <summary>The page that <c>fit --report</c> writes.</summary>
public static class FitReport
{
    private const double LeastProbability = 0.0001;

    /// <summary>A self-contained page: how the estimation ended, the estimates, the forecast, the pictures.</summary>
    public static string Render(SeriesModel model, SeriesSample sample, SeriesFit fit, FitSubject subject)
    {
        var page = new HtmlPage(
            $"{model.Id} on {sample.Values.Length.ToString("N0", CultureInfo.InvariantCulture)} observations of {subject.Column}", simulated: false,
            $"Made by: {subject.Command}. A variance is that of one observation, a volatility its square root; neither is annualised. Equations, standard errors and what each status means: docs/models.md.");
        page.Paragraph($"{model.Description}. {Ending(fit)}{(fit.LogLikelihood is { } l ? $" Log-likelihood {l.ToString("F4", CultureInfo.InvariantCulture)}." : "")}{(FitPlots.Span(subject) is { } span ? $" Observations {span}." : "")}");
        Estimates(page.Heading("Estimates"), fit);
        foreach (var picture in FitPlots.Of(model, sample, fit, subject)) page.Figure(picture.Svg, picture.Caption);
        var unit = model.ReadsVariances ? $"units of {subject.Column}" : $"squared units of {subject.Column}";
        if (fit.Forecast.Count == 0) return page.Heading("What comes next").Paragraph("There is no forecast: paths of this model grow beyond all numbers.").Render();
        page.Heading("What comes next").Table(
            $"Variance expected of each of the next observations, in {unit}, and its square root", ["step", "variance", "volatility"],
            fit.Forecast.Select((v, k) => (IReadOnlyList<string>)[(k + 1).ToString(CultureInfo.InvariantCulture), v.ToString("G6", CultureInfo.InvariantCulture), Math.Sqrt(v).ToString("G6", CultureInfo.InvariantCulture)]));
        return page.Render();
    }

    /// <summary>A probability as people read it.</summary>
    public static string Probability(double p) => p < LeastProbability ? "< 0.0001" : p.ToString("F4", CultureInfo.InvariantCulture);

    private static void Estimates(HtmlPage page, SeriesFit fit)
    {
        (string Name, IReadOnlyList<Parameter> Errors)[] all = [("standard error", fit.StandardErrors), ("robust", fit.RobustStandardErrors), ("of scores", fit.ScoreStandardErrors), ("HAC", fit.HacStandardErrors)];
        var kinds = all.Where(k => k.Errors.Count > 0).ToArray();
        IReadOnlyList<string> tests = kinds.Length > 0 ? ["t", "p"] : [];
        page.Table(
            kinds.Length > 0 ? "t and p are of the robust standard error where there is one; they test that the parameter is 0, and say nothing of one at the edge of its range" : "The model has no standard errors",
            ["parameter", "estimate", .. kinds.Select(k => k.Name), .. tests],
            fit.Estimates.Select(e => (IReadOnlyList<string>)
            [
                e.Name, e.Value.ToString("G7", CultureInfo.InvariantCulture), .. kinds.Select(k => k.Errors.FirstOrDefault(p => p.Name == e.Name)?.Value.ToString("G4", CultureInfo.InvariantCulture) ?? "–"),
                .. tests.Select(t => t == "t" ? e.T?.ToString("F2", CultureInfo.InvariantCulture) ?? "–" : e.P is { } p ? Probability(p) : "–"),
            ]));
    }

    private static string Ending(SeriesFit fit) => fit.Status switch
    {
        FitStatus.Converged => $"The estimation converged{(fit.Iterations > 1 ? $" in {fit.Iterations} iterations" : "")}{(fit.Reason is null ? "" : $": {fit.Reason}")}.",
        FitStatus.Boundary => $"A parameter is at the edge of its range: {fit.Reason}.",
        _ => $"The estimation did not converge: {fit.Reason}.",
    };
}
