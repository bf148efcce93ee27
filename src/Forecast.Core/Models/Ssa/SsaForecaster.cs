using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Recurrent forecasts of singular spectrum analysis: the last lagged vector is projected on the signal subspace and continued by the subspace's linear recurrence.
/// <code>P = Σ_{i≤r} u_i u_iᵀ,   R = (1/(1 − ν²)) Σ_{i≤r} π_i u_i^∇,   ν² = Σ π_i²,   π_i the last element of u_i, u_i^∇ the others</code>
/// <code>y = P w,   x̂_{N+j} = Rᵀ (the L − 1 values before it)</code>
/// <para>Every step is linear in the window w, so x̂_{N+j} = g_jᵀ w with weights that depend on the basis only: a forecast costs L multiplications.</para>
/// <para>A series of rank r, that is a sum of products of polynomials, exponentials and sines, is continued exactly.</para>
/// <para>Domain: 1 ≤ r &lt; L; ν² = 1, where the last value is free of the ones before it, gives no forecast.</para>
/// <para>Reference: Golyandina and Zhigljavsky (2013), Singular Spectrum Analysis for Time Series, section 3.1, eq. 3.1 and 3.2, with the projection of the last vector alone in place of diagonal
/// averaging, so that the window is all it remembers.</para>
/// </summary>
/// <param name="Weights">g_j, j = 1, 2, …, each of the window's length, the oldest value first.</param>
public sealed record SsaForecaster(double[][] Weights)
{
    private const double LeastFreedom = 1e-10;

    /// <summary>The forecaster of the first <paramref name="rank"/> directions over <paramref name="steps"/> steps; null where the recurrence does not exist.</summary>
    public static SsaForecaster? Of(SsaBasis basis, int rank, int steps)
    {
        var window = basis.Window;
        Guard.InRange(rank, 1, window - 1);
        Guard.AtLeast(steps, 1);
        var recurrence = new double[window - 1];
        var verticality = 0.0;
        for (var i = 0; i < rank; i++)
        {
            var u = basis.Vectors[i];
            verticality += u[^1] * u[^1];
            for (var k = 0; k < recurrence.Length; k++) recurrence[k] += u[^1] * u[k];
        }
        if (!(1 - verticality > LeastFreedom)) return null;
        for (var k = 0; k < recurrence.Length; k++) recurrence[k] /= 1 - verticality;

        // Rows of P, then those of the forecasts.
        var rows = new double[window + steps][];
        for (var k = 0; k < rows.Length; k++)
        {
            var row = rows[k] = new double[window];
            if (k < window)
            {
                for (var i = 0; i < rank; i++) AddScaled(row, basis.Vectors[i], basis.Vectors[i][k]);
            }
            else
            {
                for (var i = 0; i < recurrence.Length; i++) AddScaled(row, rows[k - recurrence.Length + i], recurrence[i]);
            }
        }
        return new(rows[window..]);
    }

    /// <summary>The forecast of step <paramref name="step"/> ≥ 1 after <paramref name="window"/>.</summary>
    public double Forecast(ReadOnlySpan<double> window, int step)
    {
        var weights = Weights[step - 1].AsSpan(0, window.Length);
        var sum = 0.0;
        for (var i = 0; i < window.Length; i++) sum = Math.FusedMultiplyAdd(weights[i], window[i], sum);
        return sum;
    }

    private static void AddScaled(double[] sum, double[] term, double factor)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] = Math.FusedMultiplyAdd(factor, term[i], sum[i]);
    }
}
