using Forecast.Core.Market;
using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Early warning: the probability that the realised variance of the next horizon exceeds the 99th percentile of those of the past 90 days.
/// <code>P(y &gt; q) = Σ_i Φ((ū + (u_i − ū)/c − u_q) c/(h σ_u))/n,   u_q = (ln q − ln f − a − b x)/s,   h = 1.06 n^{−1/5},   c = √(1 + h²)</code>
/// <para>u are the standardised residuals that were known at the origin, of <see cref="RegimeResiduals"/>, smoothed by normal kernels so that a shock that has not been seen yet has a probability too, and shrunk by c so that smoothing leaves their variance as it is. q is the order
/// statistic of the realised variances whose windows lie in the past 90 days on the table's grid.</para>
/// <para>Domain: at least <see cref="ConformalIntervals.Least"/> residuals and as many windows; with fewer there is no warning. A walk must begin 90 days earlier for the same bits.</para>
/// <para>Reference: Silverman (1986), Density Estimation, eq. 3.28 and section 6.4; Gneiting and Katzfuss (2014), Annual Review of Statistics 1, for probabilities of threshold excess.</para>
/// </summary>
public static class EarlyWarning
{
    /// <summary>Days whose variances say what is extraordinary.</summary>
    public const int Days = 90;

    // Kernels further off than this add less than a rounding error.
    private const double Extraordinary = 0.99, Negligible = 8;

    /// <summary>The warning of every row of <paramref name="model"/> from row <paramref name="first"/> on; null before it, and where too few targets were complete.</summary>
    public static Shock?[] Of(ForecastTable table, string model, int first = 0)
    {
        var (residuals, shocks, past) = (new RegimeResiduals(table, model), new Shock?[table.Count], new PastVariances(table));
        for (var r = 0; r < table.Count; r++)
        {
            residuals.Advance(r);
            if (r < first) continue;
            if (past.Quantile(r, Extraordinary) is not (> 0 and var threshold) || residuals.Sorted.Count < ConformalIntervals.Least) continue;
            shocks[r] = new Shock(threshold, Beyond(residuals.Sorted, residuals.Standardize(r, Math.Log(threshold))));
        }
        return shocks;
    }

    private static double Beyond(IReadOnlyList<double> residuals, double u)
    {
        double n = residuals.Count, mean = 0, squares = 0, sum = 0;
        for (var i = 0; i < n; i++) mean += residuals[i] / n;
        for (var i = 0; i < n; i++) squares += (residuals[i] - mean) * (residuals[i] - mean);
        var relative = 1.06 * Math.Pow(n, -0.2);
        var (width, shrink) = (relative * Math.Sqrt(squares / (n - 1)), 1 / Math.Sqrt(1 + (relative * relative)));
        for (var i = residuals.Count - 1; i >= 0; i--)
        {
            var z = ((shrink * (residuals[i] - mean)) + mean - u) / (shrink * width);
            if (z < -Negligible) break;
            sum += Normal.CDF(0, 1, z);
        }
        return sum / n;
    }

    /// <summary>The realised variances of the past days, in order of size.</summary>
    private sealed class PastVariances(ForecastTable table)
    {
        private readonly SortedSample _sorted = new();
        private int _first, _next;

        public double? Quantile(int row, double probability)
        {
            for (; _next < row && table.Matures(_next) <= table.Origins[row]; _next++)
            {
                if (table.Realized[_next] is { } y) _sorted.Add(y);
            }
            for (; _first < _next && table.Origins[_first] < table.Origins[row] - (Days * Duration.Day); _first++)
            {
                if (table.Realized[_first] is { } y) _sorted.Remove(y);
            }
            return _sorted.Count < ConformalIntervals.Least ? null : _sorted.Quantile(probability);
        }
    }
}
