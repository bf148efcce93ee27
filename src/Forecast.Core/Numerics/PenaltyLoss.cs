namespace Forecast.Core.Numerics;

/// <summary>What a penalty is chosen by.</summary>
public enum PenaltyLoss
{
    /// <summary>Squared error of y.</summary>
    Squared,

    /// <summary>
    /// QLIKE of exp(y), where y is a log: the forecast is exp of the prediction times the factor of <see cref="Smearing"/> of the training rows, as that of the fit which is then made.
    /// </summary>
    QlikeOfLogs,
}
