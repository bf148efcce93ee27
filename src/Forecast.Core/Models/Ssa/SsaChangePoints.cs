using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Models;

/// <summary>
/// Changes in the structure of a series, by singular spectrum analysis: how far new lagged vectors lie from the signal subspace of those before them.
/// <code>D_n = (1/(L Q)) Σ_{j ≤ Q} (|X_j|² − |P X_j|²),   S_n = D_n / D⁰_n,   D⁰_n the same of the base's own vectors</code>
/// <code>W_n = max(0, W_{n−1} + (3 ∛S_n − 3 ∛S_{n−1} − 1/(3√(L Q)))/τ_n),   alarm where W_n &gt; h = (2 t/(L Q)) √(Q (3 L Q − Q² + 1)/3)</code>
/// <code>τ_n = ((L − r) Σ_{i&gt;r} λ_i²/(Σ_{i&gt;r} λ_i)²)^{3/4}</code>
/// <para>At n the base is the m values up to n − Q, P projects on the first r principal directions of its lagged vectors, and X_j are the Q lagged vectors that end with the last Q values. t is the
/// quantile of the normal at 1 − <see cref="Level"/>, λ_i are the base's eigenvalues. Level, trend, period and amplitude all shape the subspace, so a change of any shows.</para>
/// <para>The paper has S_n in place of its cube root, and τ = 1; 1 % of the steps of white noise are then in alarm where 0.1 % is nominal, and 3.6 % of an autoregression's. A score is a sum of
/// squares, and skewed: its cube root is nearly normal (Wilson and Hilferty). And what a base leaves is correlated, which takes degrees of freedom from the sum: τ would be their ratio to the power ½;
/// 3/4 stands for the rest, the vectors that overlap and W being the largest of many differences, and was found by simulation.</para>
/// <para>What a base does not explain has the base's mean taken off first, so that the score is free of units and level.</para>
/// <para>Cost: one decomposition of order L a step. Domain: 2 ≤ r + 1 ≤ L ≤ m/2, Q ≥ 1, finite values, more than m + Q of them.</para>
/// <para>References: Moskvina and Zhigljavsky (2003), Communications in Statistics: Simulation and Computation 32, sections 2 and 4; Wilson and Hilferty (1931), PNAS 17.</para>
/// </summary>
public sealed record SsaChangePoints
{
    // Residuals of a base that is a pure signal are rounding, and so are those of its continuation: both are held to this share of its squared length.
    private const double Floor = 1e-10;

    private const double SpreadPower = 0.75;

    /// <summary>L.</summary>
    public int Window { get; init; } = 10;

    /// <summary>r.</summary>
    public int Rank { get; init; } = 2;

    /// <summary>m, values in the base.</summary>
    public int Base { get; init; } = 60;

    /// <summary>Q, lagged vectors that are tested together.</summary>
    public int Tested { get; init; } = 5;

    /// <summary>
    /// The nominal share of steps at which the sum exceeds the threshold where nothing has changed. The true one, of 200 000 simulated steps at the defaults: 0.6 to 1.4 times it at levels from 0.3 % to 1 %,
    /// 0.6 to 2.1 times at 0.1 %, for normal white noise and for autoregressions of order 1 up to 0.98. At other settings up to three times it; windows of 14 and more are more careful, down to a tenth.
    /// Alarms come in runs.
    /// </summary>
    public double Level { get; init; } = 0.01;

    /// <summary>h.</summary>
    public double Threshold => 2 * Normal.InvCDF(0, 1, 1 - Level) / (Window * Tested) * Math.Sqrt(Tested * ((3.0 * Window * Tested) - (Tested * Tested) + 1) / 3);

    /// <summary>The scores of <paramref name="series"/>, one for each value from the one of index m + Q − 1 on.</summary>
    public SsaChangeScores Score(ReadOnlySpan<double> series, CancellationToken stop = default)
    {
        Guard.AtLeast(Rank, 1);
        Guard.AtLeast(Window, Rank + 1);
        Guard.AtLeast(Base, 2 * Window);
        Guard.AtLeast(Tested, 1);
        Guard.AtLeast(series.Length, Base + Tested);
        Guard.InRange(Level, 1e-12, 0.5);
        foreach (var x in series) Guard.Finite(x, nameof(series));
        var first = Base + Tested - 1;
        double[] scores = new double[series.Length - first], sums = new double[scores.Length];
        var alarms = new List<int>();
        var slack = 1 / (3 * Math.Sqrt(Window * Tested));
        for (var k = 0; k < scores.Length; k++)
        {
            stop.ThrowIfCancellationRequested();
            (scores[k], var spread) = Ratio(series.Slice(k, Base + Tested));
            sums[k] = k == 0 ? 0 : Math.Max(0, sums[k - 1] + (((3 * (Math.Cbrt(scores[k]) - Math.Cbrt(scores[k - 1]))) - slack) / spread));
            if (sums[k] > Threshold) alarms.Add(first + k);
        }
        return new(first, scores, sums, Threshold, alarms);
    }

    // S_n and τ_n.
    private (double Score, double Spread) Ratio(ReadOnlySpan<double> values)
    {
        var mean = SsaEstimator.Mean(values[..Base]);
        var centred = values.ToArray();
        for (var t = 0; t < centred.Length; t++) centred[t] -= mean;
        var basis = SsaBasis.Of(centred.AsSpan(0, Base), Window);
        double own = 0, square = 0, length = 0, distance = 0;
        for (var i = 0; i < Window; i++)
        {
            length += basis.Eigenvalues[i];
            if (i < Rank) continue;
            own += basis.Eigenvalues[i];
            square += basis.Eigenvalues[i] * basis.Eigenvalues[i];
        }
        if (length == 0) return (centred.AsSpan(Base).ContainsAnyExcept(0) ? 1 / Floor : 1, 1);
        for (var j = 1; j <= Tested; j++)
        {
            var vector = centred.AsSpan(Base + j - Window, Window);
            foreach (var x in vector) distance += x * x;
            for (var i = 0; i < Rank; i++)
            {
                var projection = 0.0;
                for (var l = 0; l < Window; l++) projection += basis.Vectors[i][l] * vector[l];
                distance -= projection * projection;
            }
        }
        var least = Floor * length;
        return (Math.Max(distance / Tested, least) / Math.Max(own, least), own > least ? Math.Pow((Window - Rank) * square / (own * own), SpreadPower) : 1);
    }
}
