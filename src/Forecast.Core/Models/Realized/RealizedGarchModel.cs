using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// The log-linear Realized GARCH(1,1) on log returns and realised variances of steps, rescaled to realised variance; see <see cref="RealizedGarchParameters"/> for the equations and the exact expectations,
/// <see cref="StepModel"/> for the steps, the sample and the ratio c.
/// <para>Estimation: <see cref="RealizedGarchEstimator"/> with a zero mean. A step without a realised variance above 0 is left out of the likelihood; in the state its log takes the value that the return leads to expect.</para>
/// <para>State: ln h of the coming step.</para>
/// <para>Reference: Hansen, Huang and Shek (2012), Journal of Applied Econometrics 27.</para>
/// </summary>
public sealed class RealizedGarchModel() : StepModel("realized-garch", "Log-linear Realized GARCH(1,1) of log returns and realised variances of days (below a day: hours), rescaled to realised variance")
{
    private protected override Predicate<int> Reads(MarketHistory history, int step) => i => history.Rolling(step)[i] > 0;

    private protected override StepEstimate Estimate(MarketHistory history, StepSample sample, CancellationToken stop)
    {
        var fit = RealizedGarchEstimator.Fit(sample.Returns, sample.Measured, ConditionalMean.Zero, stop);
        if (fit.Estimate is not { } e) return StepEstimate.Refused(fit.Reason!);
        // Whether the expectations are finite shows at the second step.
        return e.Parameters.Expect(e.State.LogVariance, stackalloc double[2]) ? new(fit.Status, fit.Reason, e.Values, e.Variances, [e.First.LogVariance])
            : StepEstimate.Refused($"{Id} needs a finite expected variance: eta[2] is too large for the errors to be normal; look for an outlier");
    }

    private protected override IStepState Resume(FittedModel model, double[] state)
    {
        double[] parameters = [0, .. RealizedGarchParameters.Names.Skip(1).Select(n => model[n])];
        return new State(new(new(RealizedGarchParameters.Of(parameters), state[0], 0)), model[Ratio], ModelSteps.Count(model.Horizon));
    }

    private sealed class State(RealizedGarchFilter filter, double ratio, int steps) : IStepState
    {
        public double Forecast
        {
            get
            {
                var variances = new double[steps];
                if (!filter.Expect(variances)) return double.NaN;
                var sum = 0.0;
                foreach (var h in variances) sum += h;
                return ratio * sum;
            }
        }

        public double[] Memory => [filter.State.LogVariance];

        public void Pass() => filter.Append(double.NaN, double.NaN);

        public void Take(MarketHistory history, int end, int step)
        {
            var value = ModelSteps.EndsAt(history, end, step) ? ModelSteps.Return(history, end, step) : double.NaN;
            filter.Append(value, ModelSteps.Measure(history, end, step));
        }
    }
}
