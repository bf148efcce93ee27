namespace Forecast.Core.Models;

/// <summary>An estimated model of returns with a realised measure beside them, in the units of the series that it was estimated on.</summary>
/// <typeparam name="TParameters">The model's parameters.</typeparam>
/// <typeparam name="TState">What the model remembers.</typeparam>
public sealed record RealizedEstimate<TParameters, TState>
{
    public required TParameters Parameters { get; init; }

    /// <summary>The estimated parameters by name.</summary>
    public required IReadOnlyList<Parameter> Values { get; init; }

    /// <summary>The mean of the returns: estimated, or the sample's that was taken off; 0 where there is none.</summary>
    public required double Mean { get; init; }

    /// <summary>Gaussian log-likelihood of the returns and of the realised measure, 2π included.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>The part of the returns: comparable with the log-likelihood of a GARCH.</summary>
    public required double ReturnLogLikelihood { get; init; }

    /// <summary>The part of the realised measure: of its log for Realized GARCH, of its signed square root for HEAVY.</summary>
    public double RealizedLogLikelihood => LogLikelihood - ReturnLogLikelihood;

    /// <summary>Standard errors; none where minus the Hessian is not positive definite, or where a parameter is at the edge of its range.</summary>
    public required ReturnErrors Errors { get; init; }

    /// <summary>The state before the first step.</summary>
    public required TState First { get; init; }

    /// <summary>The fitted variance of each return.</summary>
    public required IReadOnlyList<double> Variances { get; init; }

    /// <summary>The state after the last step.</summary>
    public required TState State { get; init; }

    /// <summary>Number of pairs of a return and a realised measure.</summary>
    public int Observations => Variances.Count;
}
