using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Features;

/// <summary>
/// The HAR ladder: mean realised variance of the last 1 h, 4 h, 1 d, 7 d and 30 d, in levels or in logs, as regressors for a target over (origin, origin + h].
/// <para>Units: levels are variances over the horizon (mean hourly variance × hours of the horizon); logs are logs of mean hourly variances.</para>
/// <para>Shapes: one column a rung, one row an origin whose target is complete and positive and whose 30-day window lies in the history.</para>
/// <para>Reference: Corsi (2009), Journal of Financial Econometrics 7; weeks of 7 days because the markets never close.</para>
/// </summary>
public sealed class HarLadder
{
    private readonly double[][] _columns;

    private HarLadder(double[][] columns, double[] target) => (_columns, Target) = (columns, target);

    /// <summary>The rungs, in hours.</summary>
    public static ReadOnlySpan<int> Rungs => [1, 4, 24, 168, HourlySeries.Month];

    /// <summary>Regressors, one array a rung.</summary>
    public ReadOnlySpan<double[]> Columns => _columns;

    /// <summary>Targets, in levels or logs as the regressors are.</summary>
    public double[] Target { get; }

    /// <summary>Name of the coefficient of a rung, as in <c>beta[1h]</c>, <c>beta[7d]</c>.</summary>
    public static string Name(int rung) => string.Create(CultureInfo.InvariantCulture, $"beta[{Duration.Format(TimeSpan.FromHours(rung))}]");

    /// <summary>The training rows that are known at the history's origin, at most the last <paramref name="longest"/> hours of origins.</summary>
    public static HarLadder Train(MarketHistory history, TimeSpan horizon, bool logs, int longest)
    {
        var origins = history.TargetOrigins(horizon);
        var targets = logs ? history.LogTargets(horizon) : history.Targets(horizon);
        var first = Math.Max(HourlySeries.Month - 1, history.Count - longest);
        var start = origins.BinarySearch(first);
        start = start >= 0 ? start : ~start;
        var rows = new List<int>(origins.Length - start);
        var month = history.Rolling(HourlySeries.Month);
        for (var i = start; i < origins.Length; i++)
        {
            // After a month without any move there is no ladder to take logs of.
            if ((logs ? double.IsFinite(targets[i]) : targets[i] > 0) && month[origins[i]] > 0) rows.Add(i);
        }
        var target = new double[rows.Count];
        for (var r = 0; r < rows.Count; r++) target[r] = targets[rows[r]];
        var columns = new double[Rungs.Length][];
        for (var k = 0; k < columns.Length; k++)
        {
            var source = Source(history, Rungs[k], logs);
            var scale = logs ? 1 : horizon.TotalHours / Rungs[k];
            var column = columns[k] = new double[rows.Count];
            for (var r = 0; r < column.Length; r++) column[r] = logs ? source[origins[rows[r]]] : source[origins[rows[r]]] * scale;
        }
        return new HarLadder(columns, target);
    }

    /// <summary>The linear predictor b₀ + Σ b_k x_k at the history's origin; coefficients as <see cref="Train"/>'s columns, the constant first.</summary>
    public static double Predict(MarketHistory history, TimeSpan horizon, bool logs, ReadOnlySpan<double> coefficients)
    {
        var sum = coefficients[0];
        for (var k = 0; k < Rungs.Length; k++)
        {
            var x = Source(history, Rungs[k], logs)[^1];
            sum += coefficients[k + 1] * (logs ? x : x * (horizon.TotalHours / Rungs[k]));
        }
        return sum;
    }

    private static ReadOnlySpan<double> Source(MarketHistory history, int rung, bool logs) => logs ? history.LogMean(rung) : history.Rolling(rung);
}
