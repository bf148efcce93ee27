namespace Forecast.Core.Numerics;

/// <summary>
/// Elastic net of standardised columns, by cyclic coordinate descent with covariance updates.
/// <code>β = argmin ½ βᵀRβ − rᵀβ + λ (α Σ|β_j| + ½ (1 − α) Σ β_j²)</code>
/// <code>β_j ← S(r_j − Σ_{k≠j} R_jk β_k, λα) / (1 + λ (1 − α)),   S(z, g) = sign(z) · max(|z| − g, 0)</code>
/// <para>R and r are those of <see cref="CorrelationForm"/>; λ is a pure number, from λα = max|r_j| on every β_j is 0, and the constant is not penalised.</para>
/// <para>Domain: λ ≥ 0, α in [0, 1]: 0 ridge regression, 1 the lasso.</para>
/// <para>Reference: Zou and Hastie (2005), JRSS B 67, eq. 3; Friedman, Hastie and Tibshirani (2010), Journal of Statistical Software 33, eq. 5 and section 2.2.</para>
/// </summary>
/// <param name="Standardized">β, from which a fit with a penalty close by may start.</param>
/// <param name="Coefficients">Coefficients of the columns as they came, the constant first.</param>
/// <param name="Sweeps">Rounds over all coordinates.</param>
/// <param name="Converged">Whether the last round changed no β_j by more than 1e-12; otherwise the limit of rounds came first.</param>
public sealed record ElasticNet(double[] Standardized, double[] Coefficients, int Sweeps, bool Converged)
{
    /// <summary>Most rounds.</summary>
    public const int SweepLimit = 10_000;

    private const double Tolerance = 1e-12;

    /// <summary>The fit to a sample; <paramref name="start"/> is the β of a fit near by, or empty.</summary>
    public static ElasticNet Fit(CorrelationForm form, double penalty, double mixing, ReadOnlySpan<double> start = default, CancellationToken stop = default)
    {
        Guard.InRange(penalty, 0, double.MaxValue);
        Guard.InRange(mixing, 0, 1);
        var (r, p) = (form.WithTarget, form.WithTarget.Length);
        var (threshold, divisor) = (penalty * mixing, 1 + (penalty * (1 - mixing)));
        var beta = new double[p];
        if (!start.IsEmpty) start.CopyTo(beta);
        // fitted_j = Σ_k R_jk β_k is kept up to date, so a coordinate that does not move costs nothing.
        var fitted = new double[p];
        for (var j = 0; j < p; j++)
        {
            if (beta[j] != 0) Add(fitted, form.Correlations[j], beta[j]);
        }
        for (var sweep = 1; sweep <= SweepLimit; sweep++)
        {
            stop.ThrowIfCancellationRequested();
            var largest = 0.0;
            for (var j = 0; j < p; j++)
            {
                var z = r[j] - fitted[j] + beta[j];
                var next = Math.CopySign(Math.Max(Math.Abs(z) - threshold, 0), z) / divisor;
                var change = next - beta[j];
                if (change == 0) continue;
                beta[j] = next;
                Add(fitted, form.Correlations[j], change);
                largest = Math.Max(largest, Math.Abs(change));
            }
            if (largest <= Tolerance) return new(beta, form.Coefficients(beta), sweep, true);
        }
        return new(beta, form.Coefficients(beta), SweepLimit, false);
    }

    /// <summary>The fits of decreasing penalties, each from the one before it.</summary>
    public static ElasticNet[] Path(CorrelationForm form, ReadOnlySpan<double> penalties, double mixing)
    {
        var path = new ElasticNet[penalties.Length];
        for (var i = 0; i < path.Length; i++) path[i] = Fit(form, penalties[i], mixing, i == 0 ? [] : path[i - 1].Standardized);
        return path;
    }

    private static void Add(double[] sum, double[] row, double factor)
    {
        for (var k = 0; k < sum.Length; k++) sum[k] += factor * row[k];
    }
}
