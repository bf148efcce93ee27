using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// GARCH-X on close-to-close log returns, with order flow in the log variance, rescaled to realised variance; see <see cref="GarchX"/> for the equation, <see cref="StepModel"/> for the steps, the sample and the ratio c.
/// <para>Columns, each of the step that is over: <c>volume</c>, the log of volume over the month's hourly mean; <c>taker_imbalance</c>, the absolute taker imbalance. Both are pure numbers. A column that the source does not give, or that does not vary, is left out.</para>
/// <para>Gaps: a step whose flow is missing is left out of the sample; in the state its return counts and the missing column takes its expected value.</para>
/// <para>Estimation: maximum likelihood with a zero mean, Gaussian errors, under which the exponential of a shock has a mean, and arch's presample. The flow of coming steps is not known: it is expected to go back to its mean in the
/// sample as an autoregression of order 1 does, and its own surprises are left out. Beyond one step the expected variance is the mean of <see cref="ReturnVolatilityModel.Paths"/> paths with a fixed seed.</para>
/// <para>Domain: as <see cref="StepModel"/>, after a first month of hours, and one column at least.</para>
/// <para>References: as <see cref="GarchX"/>; Lamoureux and Lastrapes (1990), Journal of Finance 45, for volume.</para>
/// </summary>
public sealed class GarchXModel() : StepModel(GarchXEstimator.Id, "Exponential GARCH(1,1,1) with Gaussian errors whose log variance is also moved by volume and absolute taker imbalance, rescaled to realised variance")
{
    private const string Errors = "normal", Delta = "delta[";

    private static readonly IReadOnlyList<(string Name, HourlyMeasure Needs, Func<int, LadderTerm> Of)> Columns =
    [
        ("volume", HourlyMeasure.Volume, static step => FlowTerms.Relative(HourlyMeasure.Volume, "volume", step)),
        ("taker_imbalance", HourlyMeasure.TakerImbalance, static step => FlowTerms.Imbalance(HourlyMeasure.TakerImbalance, "taker_imbalance", step)),
    ];

    private protected override int FirstHour(MarketHistory history, int step) => Math.Max(HourlySeries.Month - 1, base.FirstHour(history, step));

    private protected override Predicate<int> Reads(MarketHistory history, int step)
    {
        LadderTerm[] terms = [.. Columns.Where(c => history.Has(c.Needs)).Select(c => c.Of(step))];
        return i => Row(history, step, terms, i).AsSpan().IndexOf(double.NaN) < 0;
    }

    private protected override StepEstimate Estimate(MarketHistory history, StepSample sample, CancellationToken stop)
    {
        (string Name, LadderTerm Term)[] terms = [.. Columns.Where(c => history.Has(c.Needs)).Select(c => (c.Name, c.Of(sample.Step)))];
        var values = Array.ConvertAll(terms, _ => new double[sample.Ends.Length]);
        for (var k = 0; k < terms.Length; k++) terms[k].Term.Fill(history, sample.Step, sample.Ends, values[k]);
        (string Name, double[] Values)[] columns = [.. VaryingColumns.Of(values, sample.Ends.Length).At.Select(k => (terms[k].Name, values[k]))];
        if (columns.Length == 0) return StepEstimate.Refused($"{Id} needs volume or taker imbalance that varies; the source gives none");
        var fit = GarchXEstimator.Fit(sample.Returns, columns, MeanEquation.Of(ConditionalMean.Zero), ErrorDistributionCatalog.Get(Errors), PresampleVariance.Arch, stop);
        return fit.IsEstimate ? new(fit.Status, fit.Reason, fit.Parameters, fit.Variances, fit.Opening()) : StepEstimate.Refused(fit.Reason!);
    }

    private protected override IStepState Resume(FittedModel model, double[] state)
    {
        var step = ModelSteps.Hours(model.Horizon);
        LadderTerm[] columns = [.. Columns.Where(c => model.Parameters.Any(p => p.Name == $"{Delta}{c.Name}]")).Select(c => c.Of(step))];
        return new ReturnStepState(model, GarchXEstimator.Id, [columns.Length], Errors, state, (history, end) => Row(history, step, columns, end));
    }

    // The columns of the step that ends with an hour; NaN where missing.
    private static double[] Row(MarketHistory history, int step, LadderTerm[] terms, int end)
    {
        var row = new double[terms.Length];
        for (var k = 0; k < row.Length; k++) terms[k].Fill(history, step, [end], row.AsSpan(k, 1));
        return row;
    }
}
