namespace Forecast.Core.Evaluation;

/// <summary>
/// Precision against recall over all thresholds: how well probabilities rank events that are rare.
/// <code>AP = Σ_k (R_k − R_{k−1}) P_k,   k over the thresholds from the highest down, R_0 = 0</code>
/// <para>Rows of equal probability come in together. A ranking by chance has AP near the base rate. It looks at ranks only: any rising transformation leaves it as it is.</para>
/// <para>Domain: probabilities in [0, 1]; undefined without an event.</para>
/// <para>Reference: Davis and Goadrich (2006), ICML 23; Boyd, Eng and Page (2013), ECML, for average precision.</para>
/// </summary>
/// <param name="Points">One for every probability that was given, from the highest down.</param>
/// <param name="AveragePrecision">AP.</param>
/// <param name="BaseRate">Share of rows with an event.</param>
public sealed record PrecisionRecall(IReadOnlyList<PrecisionRecallPoint> Points, double AveragePrecision, double BaseRate)
{
    /// <summary>The curve of <paramref name="forecasts"/>.</summary>
    public static Outcome<PrecisionRecall> Of(IReadOnlyList<ProbabilityForecast> forecasts)
    {
        ProbabilityForecast.Check(forecasts);
        var events = forecasts.Count(f => f.Happened);
        if (events == 0) return new("there is no event");
        var (points, average, alarms, right, recall) = (new List<PrecisionRecallPoint>(), 0.0, 0, 0, 0.0);
        foreach (var group in forecasts.GroupBy(f => f.Probability).OrderByDescending(g => g.Key))
        {
            (alarms, right) = (alarms + group.Count(), right + group.Count(f => f.Happened));
            var point = new PrecisionRecallPoint(group.Key, right / (double)alarms, right / (double)events);
            average += (point.Recall - recall) * point.Precision;
            recall = point.Recall;
            points.Add(point);
        }
        return new PrecisionRecall(points, average, events / (double)forecasts.Count);
    }
}
