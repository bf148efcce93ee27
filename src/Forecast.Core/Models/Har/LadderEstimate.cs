namespace Forecast.Core.Models;

/// <summary>What an estimator of the HAR family finds.</summary>
/// <param name="Coefficients">The constant, then one a regressor.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Smearing">With <see cref="LadderLink.Log"/>: what exp of the predictor is multiplied by; 1 where the estimator's loss has that in its constant.</param>
/// <param name="Penalty">The penalty λ and the mixing α that were chosen, if there are any.</param>
internal sealed record LadderEstimate(double[] Coefficients, FitStatus Status = FitStatus.Converged, double Smearing = 1, (double Penalty, double Mixing)? Penalty = null)
{
    /// <summary>Of coefficients, if there are any.</summary>
    public static LadderEstimate? Of(double[]? coefficients) => coefficients is null ? null : new LadderEstimate(coefficients);

    /// <summary>Of coefficients for logs, with Duan's smearing factor from the residuals winsorised at 1 % and 99 %.</summary>
    public static LadderEstimate? OfLogs(double[]? coefficients, LadderRows rows) => coefficients is null ? null : new LadderEstimate(coefficients, Smearing: Numerics.Smearing.Factor(rows.Residuals(coefficients)));
}
