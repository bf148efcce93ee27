namespace Forecast.Core.Models;

/// <summary>
/// What any model says about one plain series: the answer of the <c>fit</c> verb. Units: those of the series.
/// </summary>
public sealed record SeriesFit
{
    /// <summary>How the estimation ended; <see cref="FitStatus.Failed"/> is a refusal, and everything else but the reason is then empty.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>Why the status is not <see cref="FitStatus.Converged"/>, or what a fit that converged lacks; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Parameters by name, in the model's stated order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Standard errors of the estimated parameters; empty where the model has none.</summary>
    public IReadOnlyList<Parameter> StandardErrors { get; init; } = [];

    /// <summary>Standard errors that hold under a misspecified distribution (sandwich; of least squares White's); empty where the model has none.</summary>
    public IReadOnlyList<Parameter> RobustStandardErrors { get; init; } = [];

    /// <summary>Standard errors of the outer product of the scores; empty where the model has none.</summary>
    public IReadOnlyList<Parameter> ScoreStandardErrors { get; init; } = [];

    /// <summary>Sandwich with scores that may be correlated in time (HAC); empty where the model has none.</summary>
    public IReadOnlyList<Parameter> HacStandardErrors { get; init; } = [];

    /// <summary>Sets all four kinds.</summary>
    internal ReturnErrors Errors
    {
        init => (StandardErrors, ScoreStandardErrors, RobustStandardErrors, HacStandardErrors) = (value.Hessian, value.Scores, value.Sandwich, value.Hac);
    }

    /// <summary>Log-likelihood, constants included; null where the model has none.</summary>
    public double? LogLikelihood { get; init; }

    public int Iterations { get; init; }

    /// <summary>Forecast variance of each of the next <see cref="ForecastSteps"/> observations; empty where it grows beyond what a number can hold.</summary>
    public IReadOnlyList<double> Forecast { get; init; } = [];

    /// <summary>The fitted variance of each observation, for plots; the last ones of the series where the model skips the first.</summary>
    public IReadOnlyList<double> Variances { get; init; } = [];

    /// <summary>The next variance as a function of the standardised shock before it, from a typical day; null where the model has no such curve.</summary>
    public Func<double, double>? NewsImpact { get; init; }

    /// <summary>The parameters with their standard errors, by name.</summary>
    public IReadOnlyList<SeriesEstimate> Estimates => [.. Parameters.Select(p => new SeriesEstimate(p.Name, p.Value, Of(StandardErrors, p.Name), Of(RobustStandardErrors, p.Name)))];

    /// <summary>Steps that are forecast.</summary>
    public const int ForecastSteps = 5;

    /// <summary>A refusal with its reason.</summary>
    public static SeriesFit Refused(string reason) => new() { Status = FitStatus.Failed, Reason = reason };

    private static double? Of(IReadOnlyList<Parameter> list, string name) => list.FirstOrDefault(p => p.Name == name)?.Value;
}
