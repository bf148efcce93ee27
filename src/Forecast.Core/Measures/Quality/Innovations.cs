using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// What is new in each value of a daily series that remembers: its distance from the forecast of a heterogeneous autoregression.
/// <code>e_t = y_t − (b₀ + b₁ y_{t−1} + b₇ mean(y_{t−7} … y_{t−1}) + b₃₀ mean(y_{t−30} … y_{t−1}))</code>
/// <para>b by least squares on the <see cref="Window"/> values before t, so e_t depends on nothing after t. Where that has no solution, y_t minus the mean of 30 days.</para>
/// <para>Shapes: the first <see cref="First"/> values have none. Domain: finite values. Reference: Corsi (2009), Journal of Financial Econometrics 7, eq. 7.</para>
/// </summary>
public static class Innovations
{
    /// <summary>Values by which the coefficients of a day are estimated.</summary>
    public const int Window = 365;

    /// <summary>Index of the first value that has an innovation.</summary>
    public const int First = 30 + 60;

    /// <summary>Estimated again every so many values.</summary>
    private const int Refit = 30;

    /// <summary>The innovations of the values from <see cref="First"/> on.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var y = values.ToArray();
        var innovations = new double[Math.Max(0, y.Length - First)];
        double[]? b = null;
        for (var t = First; t < y.Length; t++)
        {
            if ((t - First) % Refit == 0)
            {
                var from = Math.Max(30, t - Window);
                var columns = new[] { new double[t - from], new double[t - from], new double[t - from] };
                for (var s = from; s < t; s++) (columns[0][s - from], columns[1][s - from], columns[2][s - from]) = (y[s - 1], Mean(s, 7), Mean(s, 30));
                b = LeastSquares.Solve(columns, y[from..t]);
            }
            innovations[t - First] = y[t] - (b is null ? Mean(t, 30) : b[0] + (b[1] * y[t - 1]) + (b[2] * Mean(t, 7)) + (b[3] * Mean(t, 30)));
        }
        return innovations;

        double Mean(int t, int days)
        {
            var sum = 0.0;
            for (var k = t - days; k < t; k++) sum += y[k];
            return sum / days;
        }
    }
}
