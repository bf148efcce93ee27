using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Log returns over the horizons of a table: ln P(origin + h) − ln P(origin), for every row whose two prices are those of bars that end exactly then.
/// <para>Domain: the table's origins are hours of the series, its horizon a whole number of hours; the return is null where a price is missing or not known yet.</para>
/// </summary>
public static class HorizonReturns
{
    /// <summary>One for every row of <paramref name="table"/>.</summary>
    public static double?[] Of(HourlySeries series, ForecastTable table)
    {
        var hours = TargetTable.HoursOf(table.Horizon);
        return Array.ConvertAll(table.Origins, origin =>
        {
            var i = series.IndexOf(origin);
            var isHour = i >= 0 && i < series.Count && series.End(i) == origin;
            if (!isHour) throw new ArgumentException($"{series.Symbol} has no hour that ends at {Instant.Format(origin)}", nameof(table));
            return i + hours < series.Count && series.OnTime[i] && series.OnTime[i + hours] ? series.LogClose[i + hours] - series.LogClose[i] : (double?)null;
        });
    }
}
