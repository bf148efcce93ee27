using Forecast.Core.Evaluation;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

/// <summary>
/// An out-of-sample study of SPY, 2014 to 2019: rolling windows, refit daily, targets over a day and a week, losses as ratios to HAR's QLIKE.
/// <para>From day t the model is fitted to the rows t − window to t − h, whose targets are known, on lags of 1, 5, 22 days; the first day is left out, as it has no return. A forecast of HAR or
/// HARQ outside the range of the targets is replaced by their mean. Leverage is min(r, 0)/√RV. The exponentially weighted average weighs logs of six forecasts by exp(−Σ 0.99^age · loss).</para>
/// </summary>
public sealed class SpyStudyTests
{
    private static readonly string[] Rows =
    [
        "har", "har-wls", "harq", "log-har plain", "log-har lognormal", "log-har smearing", "log-har rescaled", "gamma", "gamma extended", "log-har extended", "equal weights", "exponential weights",
    ];

    [Theory]
    [InlineData(500, 1, 972, new[] { 0.2594, 0.793, 0.909, 0.858, 0.789, 0.787, 0.790, 0.797, 0.796, 0.782, 0.785, 0.780 })]
    [InlineData(500, 5, 968, new[] { 0.2804, 0.840, 1.034, 0.856, 0.801, 0.793, 0.817, 0.825, 0.798, 0.772, 0.803, 0.778 })]
    [InlineData(1000, 1, 472, new[] { 0.2399, 0.886, 0.906, 0.992, 0.888, 0.889, 0.884, 0.883, 0.881, 0.877, 0.869, 0.876 })]
    [InlineData(1000, 5, 468, new[] { 0.2216, 0.874, 0.884, 1.033, 0.913, 0.919, 0.900, 0.880, 0.859, 0.896, 0.858, 0.878 })]
    public void Ratios_as_published(int window, int horizon, int origins, double[] published)
    {
        var (forecasts, targets) = Study(window, horizon);
        Assert.Equal(origins, targets.Length);
        var loss = forecasts.Select(f => f.Select((v, i) => Loss.Qlike(targets[i], v)).ToArray()).ToArray();
        var har = loss[0].Average();
        Assert.Equal(published[0], har, 5e-5);
        Assert.All(Enumerable.Range(1, Rows.Length - 1), k => Assert.True(Math.Abs((loss[k].Average() / har) - published[k]) <= 5.05e-4, $"{Rows[k]}: {loss[k].Average() / har}, published {published[k]}"));
        // The study prints tests against HAR for its first column only.
        if ((window, horizon) != (500, 1)) return;
        Assert.Equal(-4.3, TStatistic(loss[1], loss[0]), 0.05);
        Assert.Equal(-1.6, TStatistic(loss[2], loss[0]), 0.05);
        Assert.Equal(-5.0, TStatistic(loss[4], loss[0]), 0.05);
    }

    private static (double[][] Forecasts, double[] Targets) Study(int window, int horizon)
    {
        var target = HarTarget.Over(horizon);
        var designs = new[] { "har", "har-wls", "harq", "log-har", "gamma-har" }.Select(id => SpyMeasures.Design(id)).ToArray();
        var targets = designs[0].Targets(target);
        var (v, q, close, first) = (SpyMeasures.Variance, SpyMeasures.Quarticity, SpyMeasures.Close, designs[0].First);
        double[] leverage = [.. targets.Select((_, i) => Math.Min(Math.Log(close[first + i] / close[Math.Max(first + i - 1, 0)]), 0) / Math.Sqrt(v[first + i]))];
        double[] noise = [.. targets.Select((_, i) => Math.Log(q[first + i] / (v[first + i] * v[first + i])))];
        double[][] extended = [.. designs[3].Columns, leverage, noise];
        var origins = Enumerable.Range(window + 1, targets.Length - window - 1).ToArray();
        var forecasts = Rows.Select(_ => new double[origins.Length]).ToArray();
        var fits = new HarFit?[designs.Length];
        double[] warm = [];
        for (var i = 0; i < origins.Length; i++)
        {
            var (row, from, count) = (origins[i], origins[i] - window, window - horizon + 1);
            fits = [.. designs.Select((d, k) => HarEstimator.Estimate(d, target, targets, from, count, fits[k], TestContext.Current.CancellationToken)!)];
            var mean = targets.AsSpan(from, count).ToArray().Average();
            double Sane(double f) => f < fits[0]!.Lowest || f > fits[0]!.Highest ? mean : f;
            forecasts[0][i] = Sane(Line(fits[0]!.Coefficients, designs[0].Columns, row));
            forecasts[1][i] = Line(fits[1]!.Coefficients, designs[1].Columns, row);
            forecasts[2][i] = Sane(Line(fits[2]!.Coefficients, designs[2].Columns, row));
            var residual = Enumerable.Range(from, count).Select(t => Math.Log(targets[t]) - Line(fits[3]!.Coefficients, designs[3].Columns, t)).ToArray();
            var plain = forecasts[3][i] = Math.Exp(Line(fits[3]!.Coefficients, designs[3].Columns, row));
            forecasts[4][i] = plain * Math.Exp(0.5 * residual.Sum(e => e * e) / (count - 4));
            forecasts[5][i] = plain * Winsorised(residual);
            forecasts[6][i] = plain * residual.Average(Math.Exp);
            forecasts[7][i] = fits[4]!.Forecast(designs[4], row);
            double[][] columns = [.. extended.Select(c => c[from..(from + count)])];
            warm = GammaRegression.Fit(columns, targets.AsSpan(from, count), warm)!.Coefficients;
            forecasts[8][i] = Math.Exp(Line(warm, extended, row));
            var b = LeastSquares.Solve(columns, [.. targets.AsSpan(from, count).ToArray().Select(y => Math.Log(y))])!;
            forecasts[9][i] = Math.Exp(Line(b, extended, row)) * Winsorised([.. Enumerable.Range(from, count).Select(t => Math.Log(targets[t]) - Line(b, extended, t))]);
        }
        double[] realized = [.. origins.Select(t => targets[t])];
        Combine([.. new[] { 1, 2, 5, 7, 8, 9 }.Select(k => forecasts[k])], realized, horizon, forecasts[10], forecasts[11]);
        return (forecasts, realized);
    }

    private static void Combine(double[][] members, double[] realized, int horizon, double[] equal, double[] exponential)
    {
        var sums = new double[members.Length];
        for (var i = 0; i < realized.Length; i++)
        {
            equal[i] = members.Average(m => m[i]);
            if (i >= horizon) sums = [.. members.Select((m, k) => (0.99 * sums[k]) + Loss.Qlike(realized[i - horizon], m[i - horizon]))];
            double[] weights = [.. sums.Select(s => Math.Exp(sums.Min() - s))];
            exponential[i] = Math.Exp(members.Select((m, k) => weights[k] * Math.Log(m[i])).Sum() / weights.Sum());
        }
    }

    // The smearing of the study interpolates its quantiles; the product's takes order statistics (see Smearing), which are further out.
    private static double Winsorised(double[] residual)
    {
        double[] sorted = [.. residual.Order()];
        double Quantile(double p)
        {
            var (k, rest) = ((int)(p * (sorted.Length - 1)), (p * (sorted.Length - 1)) % 1);
            return sorted[k] + (rest * (sorted[k + 1] - sorted[k]));
        }
        var (low, high) = (Quantile(0.01), Quantile(0.99));
        return residual.Average(e => Math.Exp(Math.Clamp(e, low, high)));
    }

    private static double Line(double[] b, double[][] columns, int row)
    {
        var sum = b[0];
        for (var j = 0; j < columns.Length; j++) sum += b[j + 1] * columns[j][row];
        return sum;
    }

    // The bandwidth of the study is ⌊n^{1/4}⌋; the product's is ⌊4 (n/100)^{2/9}⌋, which is one longer here.
    private static double TStatistic(double[] loss, double[] benchmark) =>
        DieboldMariano.Test([.. loss.Zip(benchmark, (a, b) => a - b)], 1, (int)Math.Pow(loss.Length, 0.25)).Get().T;
}
