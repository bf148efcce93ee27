using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Rows whose return lay below the value at risk: y_t &lt; v_t, v_t the forecast α-quantile of the return. All tests of value at risk look at these rows.
/// <para>Shapes: returns and forecasts of one length, in time order, both finite and of one unit.</para>
/// </summary>
public static class Exceedances
{
    /// <summary>Whether each row is an exceedance.</summary>
    public static bool[] Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> valueAtRisk)
    {
        Guard.SameLength(valueAtRisk.Length, returns.Length, nameof(valueAtRisk));
        Guard.AllFinite(returns);
        Guard.AllFinite(valueAtRisk);
        var hits = new bool[returns.Length];
        for (var t = 0; t < hits.Length; t++) hits[t] = returns[t] < valueAtRisk[t];
        return hits;
    }
}
