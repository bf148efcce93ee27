namespace Forecast.Core.Evaluation;

/// <summary>Zones of the Basel back-test.</summary>
public enum TrafficLightZone
{
    /// <summary>Exceedances are no more than a right model gives in 95 % of cases.</summary>
    Green,

    /// <summary>More than that, but no more than in 99.99 %.</summary>
    Yellow,

    /// <summary>More: the model is presumed wrong.</summary>
    Red,
}
