namespace Forecast.Core.Models;

/// <summary>
/// An estimated GARCH(1,1), in the units of the returns that it was estimated on.
/// <para>Standard errors, for the estimated parameters in the order of <see cref="Values"/>: absent where the Hessian is not negative definite, as it may be
/// at the edge of the admissible range. A is minus the Hessian and B the sum of the scores' outer products, both exact.</para>
/// </summary>
public sealed record GarchEstimate
{
    public required GarchParameters Parameters { get; init; }

    /// <summary>The mean equation that was estimated.</summary>
    public required ConditionalMean Mean { get; init; }

    /// <summary>The presample that the recursion starts from.</summary>
    public required Presample Presample { get; init; }

    /// <summary>Number of returns.</summary>
    public required int Observations { get; init; }

    /// <summary>Gaussian log-likelihood, 2π included.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>√diag A⁻¹.</summary>
    public required IReadOnlyList<Parameter>? HessianErrors { get; init; }

    /// <summary>√diag B⁻¹: outer product of the gradient (OPG).</summary>
    public required IReadOnlyList<Parameter>? ScoreErrors { get; init; }

    /// <summary>√diag A⁻¹ B A⁻¹: valid under quasi-maximum likelihood (Bollerslev and Wooldridge 1992). arch's robust errors are these times √(T/(T−1)).</summary>
    public required IReadOnlyList<Parameter>? SandwichErrors { get; init; }

    /// <summary>The conditional variance of the last return.</summary>
    public required double LastVariance { get; init; }

    /// <summary>The last return less the mean.</summary>
    public required double LastResidual { get; init; }

    /// <summary>The conditional variance of the return after the last.</summary>
    public double NextVariance => Parameters.Next(LastResidual, LastVariance);

    /// <summary>The estimated parameters by name: mu (where it is estimated), omega, alpha[1], beta[1].</summary>
    public IReadOnlyList<Parameter> Values =>
        Named(Mean, [Parameters.Mu, Parameters.Omega, Parameters.Alpha, Parameters.Beta]);

    /// <summary>Expected variance of each of the next <paramref name="steps"/> returns.</summary>
    public double[] Forecast(int steps) => [.. Enumerable.Range(1, steps).Select(j => Parameters.Ahead(NextVariance, j))];

    /// <summary>Names the values, given in the order mu, omega, alpha, beta; mu is left out where it is not estimated.</summary>
    internal static IReadOnlyList<Parameter> Named(ConditionalMean mean, ReadOnlySpan<double> values)
    {
        Parameter[] all = [new("mu", values[0]), new("omega", values[1]), new("alpha[1]", values[2]), new("beta[1]", values[3])];
        return mean == ConditionalMean.Zero ? all[1..] : all;
    }
}
