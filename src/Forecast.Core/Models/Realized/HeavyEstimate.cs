namespace Forecast.Core.Models;

/// <summary>An estimated HEAVY model, in the units of the series that it was estimated on. Standard errors are empty where an equation has none, as at the edge of its range.</summary>
public sealed record HeavyEstimate
{
    public required HeavyParameters Parameters { get; init; }

    /// <summary>The sample mean that was taken off the returns; 0 where none was.</summary>
    public required double Mean { get; init; }

    /// <summary>Number of pairs of a return and a realised measure.</summary>
    public required int Observations { get; init; }

    /// <summary>Gaussian quasi-log-likelihood of the returns, 2π included.</summary>
    public required double ReturnLogLikelihood { get; init; }

    /// <summary>Gaussian quasi-log-likelihood of the signed square root of the realised measure, 2π included.</summary>
    public required double RealizedLogLikelihood { get; init; }

    /// <summary>√diag of the inverse of minus the Hessian, equation by equation.</summary>
    public required IReadOnlyList<Parameter> HessianErrors { get; init; }

    /// <summary>√diag of the inverse of the scores' outer products (OPG).</summary>
    public required IReadOnlyList<Parameter> ScoreErrors { get; init; }

    /// <summary>√diag of the sandwich, the one that holds: neither equation's errors are normal.</summary>
    public required IReadOnlyList<Parameter> SandwichErrors { get; init; }

    /// <summary>The state before the first step: both recursions at the sample means.</summary>
    public required HeavyState First { get; init; }

    /// <summary>The fitted variance of each return.</summary>
    public required IReadOnlyList<double> Variances { get; init; }

    /// <summary>The state after the last step.</summary>
    public required HeavyState State { get; init; }

    /// <summary>The estimated parameters by name.</summary>
    public IReadOnlyList<Parameter> Values => Named(Parameters.ToArray());

    /// <summary>Names values in the order of <see cref="HeavyParameters.Names"/>.</summary>
    internal static IReadOnlyList<Parameter> Named(double[] values) => [.. HeavyParameters.Names.Zip(values, (n, v) => new Parameter(n, v))];
}
