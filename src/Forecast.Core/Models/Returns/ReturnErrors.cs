namespace Forecast.Core.Models;

/// <summary>
/// Standard errors of a maximum likelihood estimate by name, in the units of the series. A is minus the Hessian of the log-likelihood, B the sum of the scores' outer products.
/// <para>A parameter held at its bound is left out where A is not positive definite with it; all are absent where it is not without it either.</para>
/// </summary>
/// <param name="Hessian">√diag A⁻¹.</param>
/// <param name="Scores">√diag B⁻¹: outer product of the gradient.</param>
/// <param name="Sandwich">√diag A⁻¹ B A⁻¹ (Bollerslev and Wooldridge 1992); of a <see cref="ReturnFit"/> under arch's presample B is T/(T − 1) times that of the scores less their mean, as arch has it.</param>
/// <param name="Hac">
/// The same with the scores' long-run covariance, Bartlett weights and ⌊4 (T/100)^{2/9}⌋ lags (Newey and West 1987, 1994).
/// </param>
public sealed record ReturnErrors(IReadOnlyList<Parameter> Hessian, IReadOnlyList<Parameter> Scores, IReadOnlyList<Parameter> Sandwich, IReadOnlyList<Parameter> Hac)
{
    /// <summary>No standard errors.</summary>
    public static ReturnErrors None { get; } = new([], [], [], []);
}
