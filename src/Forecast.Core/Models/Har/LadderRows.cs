using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// What a model of the HAR family is estimated on: one row an origin whose target is complete and positive and whose month moved.
/// <para>Shapes: columns and targets of one length, oldest first. Units: targets in levels, or in logs less the log season of the hours to come.</para>
/// </summary>
/// <param name="Columns">One array a regressor.</param>
/// <param name="Target">Targets.</param>
/// <param name="Horizon">Hours of the horizon.</param>
/// <param name="GridHours">Distance between origins, in hours.</param>
internal sealed record LadderRows(double[][] Columns, double[] Target, int Horizon, int GridHours)
{
    public int Count => Target.Length;

    /// <summary>The rows that are known at the history's origin, at most those of the last <see cref="HarModel.LongestWindow"/> hours.</summary>
    public static LadderRows Train(MarketHistory history, TimeSpan horizon, IReadOnlyList<LadderTerm> terms, LadderLink link, bool seasonal, CancellationToken stop)
    {
        var hours = TargetTable.HoursOf(horizon);
        var origins = history.TargetOrigins(horizon);
        var targets = link == LadderLink.Log ? history.LogTargets(horizon) : history.Targets(horizon);
        var start = origins.BinarySearch(Math.Max(HourlySeries.Month - 1, history.Count - HarModel.LongestWindow));
        start = start >= 0 ? start : ~start;
        var month = history.Rolling(HourlySeries.Month);
        var (at, target) = (new List<int>(origins.Length - start), new List<double>(origins.Length - start));
        for (var i = start; i < origins.Length; i++)
        {
            // After a month without any move there is no ladder to take logs of.
            if (!(link == LadderLink.Log ? double.IsFinite(targets[i]) : targets[i] > 0) || !(month[origins[i]] > 0)) continue;
            at.Add(origins[i]);
            target.Add(targets[i]);
        }
        var (rows, y) = (at.ToArray(), target.ToArray());
        if (seasonal)
        {
            var ahead = history.SeasonAhead(hours);
            for (var r = 0; r < y.Length; r++) y[r] -= ahead[rows[r]];
        }
        var columns = new double[terms.Count][];
        for (var k = 0; k < columns.Length; k++)
        {
            stop.ThrowIfCancellationRequested();
            terms[k].Fill(history, hours, rows, columns[k] = new double[rows.Length]);
        }
        return new LadderRows(columns, y, hours, TargetTable.GridHours(hours));
    }

    /// <summary>Targets less b₀ + Σ b_k x_k.</summary>
    public double[] Residuals(ReadOnlySpan<double> coefficients)
    {
        var residual = new double[Count];
        for (var r = 0; r < residual.Length; r++) residual[r] = Target[r] - coefficients[0];
        for (var k = 0; k < Columns.Length; k++)
        {
            var (column, b) = (Columns[k], coefficients[k + 1]);
            for (var r = 0; r < residual.Length; r++) residual[r] -= b * column[r];
        }
        return residual;
    }
}
