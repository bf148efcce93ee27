namespace Forecast.Core.Models;

/// <summary>What a heterogeneous autoregression averages: functions of one row, the realised variance RV and its companions. All but the last two are variances.</summary>
public enum HarMeasure
{
    /// <summary>RV.</summary>
    Variance,

    /// <summary>Continuous part, min(RV, BPV), BPV bipower variation.</summary>
    Continuous,

    /// <summary>Jump part, max(RV − BPV, 0).</summary>
    Jump,

    /// <summary>Semivariance of the falls, RS⁻.</summary>
    Down,

    /// <summary>Semivariance of the rises, RS⁺ = RV − RS⁻.</summary>
    Up,

    /// <summary>Realised quarticity RQ, a variance squared.</summary>
    Quarticity,

    /// <summary>The first exogenous column; the others follow.</summary>
    Exogenous,
}
