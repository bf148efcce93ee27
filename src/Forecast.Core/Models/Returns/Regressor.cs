using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A column known beside a return series, and how it is expected to go on: as an autoregression of order 1 about its mean.
/// <code>E x_{T+j} = m + φ^j (x_T − m),   φ = Σ (x_t − m)(x_{t−1} − m) / Σ (x_{t−1} − m)²,   kept in [−1, 1]; 0 where x is constant</code>
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Values">One value a row; empty where the model goes on from a stored state.</param>
/// <param name="Mean">m.</param>
/// <param name="Persistence">φ.</param>
public sealed record Regressor(string Name, double[] Values, double Mean, double Persistence)
{
    /// <summary>The column <paramref name="name"/>; finite values that vary.</summary>
    public static Regressor Of(string name, double[] values)
    {
        foreach (var x in values) Guard.Finite(x, name);
        var mean = 0.0;
        foreach (var x in values) mean += x / values.Length;
        double product = 0, square = 0;
        for (var t = 1; t < values.Length; t++)
        {
            product += (values[t] - mean) * (values[t - 1] - mean);
            square += (values[t - 1] - mean) * (values[t - 1] - mean);
        }
        return new(name, values, mean, VaryingColumns.Of([values], values.Length).At.Count > 0 ? Math.Clamp(product / square, -1, 1) : 0);
    }
}
