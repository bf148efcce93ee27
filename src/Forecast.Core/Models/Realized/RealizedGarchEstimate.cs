namespace Forecast.Core.Models;

/// <summary>
/// An estimated Realized GARCH, in the units of the series that it was estimated on.
/// <para>Standard errors are in the order of <see cref="Values"/>; empty where minus the Hessian is not positive definite, or where a parameter is at the edge of its range.</para>
/// </summary>
public sealed record RealizedGarchEstimate
{
    public required RealizedGarchParameters Parameters { get; init; }

    /// <summary>The mean equation that was estimated: constant, or zero.</summary>
    public required ConditionalMean Mean { get; init; }

    /// <summary>Number of pairs of a return and a realised measure.</summary>
    public required int Observations { get; init; }

    /// <summary>Joint Gaussian log-likelihood of the returns and of the logs of the realised measure, 2π included.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>The part of the returns: comparable with the log-likelihood of a GARCH.</summary>
    public required double ReturnLogLikelihood { get; init; }

    /// <summary>√diag of the inverse of minus the Hessian.</summary>
    public required IReadOnlyList<Parameter> HessianErrors { get; init; }

    /// <summary>√diag of the inverse of the scores' outer products (OPG).</summary>
    public required IReadOnlyList<Parameter> ScoreErrors { get; init; }

    /// <summary>√diag of the sandwich: valid where the errors are not normal.</summary>
    public required IReadOnlyList<Parameter> SandwichErrors { get; init; }

    /// <summary>ln h of the first step, from which the recursion starts: the log of the mean squared residual.</summary>
    public required double FirstLogVariance { get; init; }

    /// <summary>The fitted variance of each step.</summary>
    public required IReadOnlyList<double> Variances { get; init; }

    /// <summary>The state after the last step.</summary>
    public required RealizedGarchState State { get; init; }

    /// <summary>The estimated parameters by name.</summary>
    public IReadOnlyList<Parameter> Values => Named(Mean, Parameters.ToArray());

    /// <summary>Names values in the order of <see cref="RealizedGarchParameters.Names"/>; mu is left out where it is not estimated, and may then be absent.</summary>
    internal static IReadOnlyList<Parameter> Named(ConditionalMean mean, ReadOnlySpan<double> values)
    {
        var first = mean == ConditionalMean.Zero ? 1 : 0;
        var named = new List<Parameter>();
        var skipped = values.Length - RealizedGarchParameters.Count;
        for (var i = first; i < RealizedGarchParameters.Count; i++) named.Add(new(RealizedGarchParameters.Names[i], values[i + skipped]));
        return named;
    }
}
