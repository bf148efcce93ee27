using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Dynamic quantile test: whether exceedances can be told beforehand, from past ones or from the value at risk itself.
/// <code>DQ = b̂ᵀ XᵀX b̂/(α (1 − α)) ~ χ²(L + 2),   1{y_t &lt; v_t} − α regressed on x_t = (1, hit_{t−1}, …, hit_{t−L}, v_t)</code>
/// <para>Shapes: returns and their α-quantile forecasts of one length and unit, in time order; the first L rows only give lags.</para>
/// <para>Domain: finite values, 0 &lt; α &lt; 1; undefined where rows are no more than regressors or these are collinear, as without an exceedance or with a constant v.</para>
/// <para>Reference: Engle and Manganelli (2004), Journal of Business and Economic Statistics 22 (the test out of sample).</para>
/// </summary>
public static class DynamicQuantileTest
{
    /// <summary>Tests with <paramref name="lags"/> lagged hits.</summary>
    public static Outcome<ChiSquaredStatistic> Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> valueAtRisk, double probability, int lags = 4)
    {
        Guard.InsideUnit(probability);
        Guard.AtLeast(lags, 0);
        var hits = Exceedances.Of(returns, valueAtRisk);
        var rows = Math.Max(0, hits.Length - lags);
        var (x, y) = (new double[rows][], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            var t = i + lags;
            x[i] = [1, .. Enumerable.Range(1, lags).Select(k => hits[t - k] ? 1.0 : 0), valueAtRisk[t]];
            y[i] = (hits[t] ? 1 : 0) - probability;
        }
        if (LinearRegression.Fit(x, y) is not { } regression) return new($"{rows} rows do not tell the constant, {lags} lagged hits and the value at risk apart");
        var explained = 0.0;
        for (var i = 0; i < rows; i++) explained += Math.Pow(y[i] - regression.Residuals[i], 2);
        return ChiSquaredStatistic.Of(explained / (probability * (1 - probability)), lags + 2);
    }
}
