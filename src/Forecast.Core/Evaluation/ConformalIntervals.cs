using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Intervals for the realised variance by split conformal prediction on log residuals.
/// <code>e_i = ln y_i − ln f_i over the last n ≤ 500 complete targets;   [f·exp e₍⌊(n+1)α/2⌋₎, f·exp e₍⌈(n+1)(1−α/2)⌉₎]</code>
/// <para>Only residuals whose target was complete at the origin are used. Zero targets (nothing traded) are left out.</para>
/// <para>Domain: at least <see cref="Least"/> residuals; with fewer there is no interval.</para>
/// <para>Reference: Vovk, Gammerman and Shafer (2005), section 2.2; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman (2018), JASA 113, algorithm 2.</para>
/// </summary>
public static class ConformalIntervals
{
    /// <summary>Fewest residuals for an interval.</summary>
    public const int Least = 60;

    /// <summary>Most residuals: the latest ones.</summary>
    public const int Window = 500;

    /// <summary>Bounds at <paramref name="coverage"/> for every row of <paramref name="model"/>; null where too few targets were complete.</summary>
    public static (double Lower, double Upper)?[] Of(ForecastTable table, string model, double coverage)
    {
        Guard.InRange(coverage, 0.5, 0.99);
        var forecast = table.Of(model);
        var bounds = new (double, double)?[table.Count];
        var sorted = new List<double>(Window + 1);
        var queue = new Queue<double>(Window + 1);
        var matured = 0;
        for (var r = 0; r < table.Count; r++)
        {
            for (; matured < r && table.Matures(matured) <= table.Origins[r]; matured++)
            {
                if (table.Realized[matured] is not { } y || !(y > 0)) continue;
                var residual = Math.Log(y) - Math.Log(forecast[matured]);
                Insert(sorted, residual);
                queue.Enqueue(residual);
                if (queue.Count > Window) sorted.RemoveAt(sorted.BinarySearch(queue.Dequeue()));
            }
            bounds[r] = Bounds(sorted, forecast[r], coverage);
        }
        return bounds;
    }

    private static (double, double)? Bounds(List<double> sorted, double forecast, double coverage)
    {
        var (n, tail) = (sorted.Count, (1 - coverage) / 2);
        if (n < Least) return null;
        var low = (int)Math.Floor(((n + 1) * tail) + 1e-9);
        var high = (int)Math.Ceiling(((n + 1) * (1 - tail)) - 1e-9);
        return low < 1 || high > n ? null : (forecast * Math.Exp(sorted[low - 1]), forecast * Math.Exp(sorted[high - 1]));
    }

    private static void Insert(List<double> sorted, double value)
    {
        var i = sorted.BinarySearch(value);
        sorted.Insert(i >= 0 ? i : ~i, value);
    }
}
