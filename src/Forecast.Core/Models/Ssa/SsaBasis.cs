using Forecast.Core.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Forecast.Core.Models;

/// <summary>
/// The principal directions of a series' lagged vectors: the first two steps of singular spectrum analysis, embedding and decomposition.
/// <code>X_j = (x_j, …, x_{j+L−1}),   C = (1/K) Σ_j X_j X_jᵀ,  K = N − L + 1,   C u_i = λ_i u_i,  λ₁ ≥ λ₂ ≥ …</code>
/// <para>Shapes: N values, window L, L eigenvalues and as many vectors of length L. The series is not centred here; a constant is one more component.</para>
/// <para>Domain: 2 ≤ L ≤ N/2, finite values. Reference: Golyandina and Zhigljavsky (2013), Singular Spectrum Analysis for Time Series, section 2.1; the matrix is filled along its diagonals in
/// O(N L).</para>
/// </summary>
/// <param name="Window">L.</param>
/// <param name="Eigenvalues">λ_i, decreasing; never below 0.</param>
/// <param name="Vectors">u_i, of unit length.</param>
public sealed record SsaBasis(int Window, double[] Eigenvalues, double[][] Vectors)
{
    /// <summary>The basis of <paramref name="series"/>.</summary>
    public static SsaBasis Of(ReadOnlySpan<double> series, int window)
    {
        Guard.AtLeast(window, 2);
        Guard.AtLeast(series.Length, 2 * window);
        var count = series.Length - window + 1;
        var c = Matrix<double>.Build.Dense(window, window);
        for (var lag = 0; lag < window; lag++)
        {
            var sum = 0.0;
            for (var k = 0; k < count; k++) sum += series[k] * series[k + lag];
            c[0, lag] = c[lag, 0] = sum / count;
            for (var i = 1; i + lag < window; i++)
            {
                sum += (series[i + count - 1] * series[i + count - 1 + lag]) - (series[i - 1] * series[i - 1 + lag]);
                c[i, i + lag] = c[i + lag, i] = sum / count;
            }
        }
        return Of(c);
    }

    /// <summary>The basis of a lag-covariance matrix.</summary>
    internal static SsaBasis Of(Matrix<double> covariance)
    {
        var window = covariance.RowCount;
        var evd = covariance.Evd(Symmetricity.Symmetric);
        double[] values = new double[window];
        var vectors = new double[window][];
        for (var i = 0; i < window; i++)
        {
            values[i] = Math.Max(0, evd.EigenValues[window - 1 - i].Real);
            vectors[i] = evd.EigenVectors.Column(window - 1 - i).ToArray();
        }
        return new(window, values, vectors);
    }

    /// <summary>The share of the lagged vectors' squared length that lies in the first <paramref name="rank"/> directions.</summary>
    public double Share(int rank)
    {
        double part = 0, whole = 0;
        for (var i = 0; i < Eigenvalues.Length; i++)
        {
            whole += Eigenvalues[i];
            if (i < rank) part += Eigenvalues[i];
        }
        return whole > 0 ? part / whole : 1;
    }
}
