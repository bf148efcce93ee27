using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A member of the GARCH family on close-to-close log returns, rescaled to realised variance; see <see cref="StepModel"/> for the steps, the sample and the ratio c.
/// <para>Estimation: maximum likelihood with a zero mean, which is lost in the noise of a day and would be a kink where |e| enters, and arch's presample. Where the expected variance has no closed form beyond one step it is
/// the mean of <see cref="Paths"/> paths with a fixed seed.</para>
/// <para>State: the equation's memory.</para>
/// </summary>
/// <param name="id">Id in the catalogue.</param>
/// <param name="description">One sentence for people.</param>
/// <param name="equation">Id of the variance equation in <see cref="ReturnModelCatalog"/>.</param>
/// <param name="orders">Its orders, or its lags where it has those.</param>
/// <param name="errors">Id of the error distribution.</param>
public sealed class ReturnVolatilityModel(string id, string description, string equation, IReadOnlyList<int> orders, string errors) : StepModel(id, description)
{
    /// <summary>Paths of a forecast without a closed form.</summary>
    public const int Paths = 2000;

    private protected override StepEstimate Estimate(MarketHistory history, StepSample sample, CancellationToken stop)
    {
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Zero), ReturnModelCatalog.Equation(equation, orders), ErrorDistributionCatalog.Get(errors), PresampleVariance.Arch);
        var fit = ReturnEstimator.Fit(Id, sample.Returns, model, stop: stop);
        return fit.IsEstimate ? new(fit.Status, fit.Reason, fit.Parameters, fit.Variances, fit.Opening()) : StepEstimate.Refused(fit.Reason!);
    }

    private protected override IStepState Resume(FittedModel model, double[] state) => new ReturnStepState(model, equation, orders, errors, state, null);
}
