using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Maximum likelihood of any <see cref="ReturnModel"/>.
/// <para>Method: the series is divided by the standard deviation of its starting residuals, so that series that differ by a factor are searched alike. The equation's starts are ranked by their Gaussian
/// likelihood; sequential quadratic programming follows the best with analytic gradients, and others where they are nearly as likely as the maximum found, because short series
/// have several. The scale is undone at the end: through <see cref="ReturnModel.Rescale"/>, and by −T ln k in the log-likelihood.</para>
/// <para>Converged, or on a boundary, is a point where no component of the projected gradient of the mean log-likelihood exceeds 10⁻¹⁰, or that is within <see cref="FirstOrderConditions.Tolerance"/> standard errors of
/// a maximum by the information matrix: where |e| enters, and rounding ends a search first, the latter is asked of it, with the gradients of all sides of a kink. What ends elsewhere is <see cref="FitStatus.IterationLimit"/>.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> finite returns that are not all equal; else a refusal with its reason. Deterministic.</para>
/// <para>Reference: Bollerslev (1986), Journal of Econometrics 31; Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, for the gradient.</para>
/// </summary>
public static class ReturnEstimator
{
    /// <summary>Fewest residuals.</summary>
    public const int LeastObservations = 100;

    /// <summary>Most steps of one search.</summary>
    public const int IterationLimit = 500;

    // Deviations beyond these would take variances out of the range of the likelihood's product.
    private const double LeastScale = 1e-40;
    private const double LargestScale = 1e40;

    /// <summary>Estimates <paramref name="model"/> on <paramref name="returns"/>, oldest first.</summary>
    /// <param name="id">The model's id, with which every reason begins.</param>
    /// <param name="returns">The series.</param>
    /// <param name="model">What is estimated.</param>
    /// <param name="warmStart">Parameters in the units of the series near which the maximum is expected; empty for a search from the equation's own starts.</param>
    /// <param name="iterationLimit">Most steps of one search.</param>
    /// <param name="stop">Looked at before every evaluation of the likelihood, those for standard errors too.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static ReturnFit Fit(
        string id, ReadOnlySpan<double> returns, ReturnModel model, ReadOnlySpan<double> warmStart = default, int iterationLimit = IterationLimit, CancellationToken stop = default)
    {
        Guard.AtLeast(iterationLimit, 1);
        if (SeriesRefusal.Of(id, returns, Math.Max(LeastObservations, 10 * model.Count) + model.Mean.Skipped) is { } refusal) return ReturnFit.Refused(model, refusal);
        if (StartingMean.Of(returns, model.Mean) is not { } mean) return ReturnFit.Refused(model, $"{id} finds that the lags of its mean determine each other: the series does not vary enough");
        var deviation = StartingMean.Deviation(returns, model.Mean, mean);
        if (!(deviation > LeastScale && deviation < LargestScale))
            return ReturnFit.Refused(model, string.Create(CultureInfo.InvariantCulture, $"{id} finds a standard deviation of {deviation}; rescale the series"));

        var scale = deviation;
        var y = new double[returns.Length];
        for (var t = 0; t < y.Length; t++) y[t] = returns[t] / scale;
        model.Mean.Rescale(mean, 1 / scale);
        var likelihood = new ReturnLikelihood(model, y, mean, stop);
        var search = new ReturnSearch(model, likelihood, mean, iterationLimit, stop);
        if (search.Run(Scaled(model, warmStart, 1 / scale)) is not { } end) return ReturnFit.Refused(model, $"{id} finds no start at which the series has a likelihood");

        var values = (double[])end.X.Clone();
        model.Rescale(values, scale);
        var residuals = new double[likelihood.Steps];
        model.Mean.Residuals(returns, values.AsSpan(model.MeanPart), residuals);
        var start = likelihood.Level.Scaled(scale).Start(residuals, model.Variance.EstimatedPower(values.AsSpan(model.VariancePart)));
        var variances = new double[residuals.Length + 1];
        model.Variance.Variances(values.AsSpan(model.VariancePart), residuals, start, variances);
        var distance = end.Ending == MinimumEnding.Stationary ? 0 : ReturnOptimality.Distance(model, likelihood, end.X, search.Constraints);
        var (status, reason) = distance <= FirstOrderConditions.Tolerance ? end.Active.Count > 0 ? (FitStatus.Boundary, string.Join("; ", end.Active.Select(i => search.Constraints[i].Meaning))) : (FitStatus.Converged, null)
            : (FitStatus.IterationLimit, end.Ending == MinimumEnding.IterationLimit ? string.Create(CultureInfo.InvariantCulture, $"{id} did not converge within {search.Limit} iterations") : FirstOrderConditions.Miss(id, distance));
        return new ReturnFit(model, status, reason, values, () => ReturnCovariance.Of(model, likelihood, end, search.Constraints, scale))
        {
            LogLikelihood = (-end.Value * likelihood.Steps) - (likelihood.Steps * Math.Log(scale)),
            Iterations = search.Iterations,
            Start = start,
            Residuals = residuals,
            Variances = variances,
        };
    }

    private static double[] Scaled(ReturnModel model, ReadOnlySpan<double> natural, double factor)
    {
        if (natural.Length == 0) return [];
        Guard.SameLength(natural.Length, model.Count, nameof(natural));
        var scaled = natural.ToArray();
        model.Rescale(scaled, factor);
        return scaled;
    }
}
