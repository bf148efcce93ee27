using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Models;

/// <summary>
/// Changes in the structure of a series, by singular spectrum analysis: how far new lagged vectors lie from the signal subspace of those before them.
/// <code>D_n = (1/(L Q)) Σ_{j ≤ Q} (|X_j|² − |P X_j|²),   S_n = D_n / D⁰_n,   D⁰_n the same of the base's own vectors</code>
/// <code>W_n = max(0, W_{n−1} + S_n − S_{n−1} − 1/(3√(L Q))),   alarm where W_n &gt; h = (2 t/(L Q)) √(Q (3 L Q − Q² + 1)/3)</code>
/// <para>At n the base is the m values up to n − Q, P projects on the first r principal directions of its lagged vectors, and X_j are the Q lagged vectors that end with the last Q values. t is the
/// quantile of the normal at 1 − <see cref="Level"/>. Level, trend, period and amplitude all shape the subspace, so a change of any shows.</para>
/// <para>What a base does not explain has the base's mean taken off first, so that the score is free of units and level.</para>
/// <para>Cost: one decomposition of order L a step. Domain: 2 ≤ r + 1 ≤ L ≤ m/2, Q ≥ 1, finite values, more than m + Q of them.</para>
/// <para>Reference: Moskvina and Zhigljavsky (2003), Communications in Statistics: Simulation and Computation 32, sections 2 and 4.</para>
/// </summary>
public sealed record SsaChangePoints
{
    // Residuals of a base that is a pure signal are rounding: they are held to this share of its squared length.
    private const double Floor = 1e-10;

    /// <summary>L.</summary>
    public int Window { get; init; } = 10;

    /// <summary>r.</summary>
    public int Rank { get; init; } = 2;

    /// <summary>m, values in the base.</summary>
    public int Base { get; init; } = 60;

    /// <summary>Q, lagged vectors that are tested together.</summary>
    public int Tested { get; init; } = 5;

    /// <summary>
    /// The nominal probability with which the sum exceeds the threshold where nothing has changed and the noise is normal and white. The true one is higher, about 0.8 % of the steps at the defaults:
    /// squares are skewed, and the base fits its own noise. Correlated noise exceeds it more often still.
    /// </summary>
    public double Level { get; init; } = 0.001;

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
            scores[k] = Ratio(series.Slice(k, Base + Tested));
            sums[k] = k == 0 ? 0 : Math.Max(0, sums[k - 1] + scores[k] - scores[k - 1] - slack);
            if (sums[k] > Threshold) alarms.Add(first + k);
        }
        return new(first, scores, sums, Threshold, alarms);
    }

    private double Ratio(ReadOnlySpan<double> values)
    {
        var mean = SsaEstimator.Mean(values[..Base]);
        var centred = values.ToArray();
        for (var t = 0; t < centred.Length; t++) centred[t] -= mean;
        var basis = SsaBasis.Of(centred.AsSpan(0, Base), Window);
        double own = 0, length = 0, distance = 0;
        for (var i = 0; i < Window; i++)
        {
            length += basis.Eigenvalues[i];
            if (i >= Rank) own += basis.Eigenvalues[i];
        }
        if (length == 0) return centred.AsSpan(Base).ContainsAnyExcept(0) ? 1 / Floor : 1;
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
        return Math.Max(0, distance / Tested) / Math.Max(own, Floor * length);
    }
}
