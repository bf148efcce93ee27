using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HEAVY on realised variances of steps; see <see cref="HeavyParameters"/> for the equations, <see cref="StepModel"/> for the steps and the sample.
/// <code>f = Σ_{j=1..h/s} E μ_{T+j}</code>
/// <para>Both h, the variance of returns, and μ, the expected realised variance, are driven by the last realised variance; the forecast is of realised variance and so comes from μ, exactly and without a ratio.</para>
/// <para>Estimation: <see cref="HeavyEstimator"/> with a zero mean. A step without a realised variance above 0 is left out of the likelihood; in the state it takes its expected value μ.</para>
/// <para>State: h and μ of the coming step.</para>
/// <para>Reference: Shephard and Sheppard (2010), Journal of Applied Econometrics 25.</para>
/// </summary>
public sealed class HeavyModel() : StepModel("heavy", "HEAVY: expected realised variance of days (below a day: hours), driven by the last one, Gaussian quasi-maximum likelihood")
{
    private protected override Predicate<int> Reads(MarketHistory history, int step) => i => history.Rolling(step)[i] > 0;

    private protected override StepEstimate Estimate(MarketHistory history, StepSample sample, CancellationToken stop)
    {
        var fit = HeavyEstimator.Fit(sample.Returns, sample.Measured, stop: stop);
        return fit.Estimate is { } e ? new(fit.Status, fit.Reason, e.Values, null, [e.First.Variance, e.First.Expected]) : StepEstimate.Refused(fit.Reason!);
    }

    private protected override IStepState Resume(FittedModel model, double[] state)
    {
        var parameters = HeavyParameters.Names.Select(n => model[n]).ToArray();
        return new State(new(new(new(parameters[0], parameters[1], parameters[2], parameters[3], parameters[4], parameters[5]), state[0], state[1], 0)), ModelSteps.Count(model.Horizon));
    }

    private sealed class State(HeavyFilter filter, int steps) : IStepState
    {
        public double Forecast
        {
            get
            {
                var ((parameters, _, expected, _), sum) = (filter.State, 0.0);
                for (var j = 0; j < steps; j++)
                {
                    sum += expected;
                    expected = parameters.NextRealized(expected, expected);
                }
                return sum;
            }
        }

        public double[] Memory => [filter.State.Variance, filter.State.Expected];

        public void Pass() => filter.Append(double.NaN, double.NaN);

        public void Take(MarketHistory history, int end, int step) =>
            filter.Append(double.NaN, ModelSteps.Measure(history, end, step));
    }
}
