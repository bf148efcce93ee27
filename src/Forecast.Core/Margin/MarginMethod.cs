namespace Forecast.Core.Margin;

/// <summary>How a margin rate comes about; <c>margin.csv</c> spells them in lower case.</summary>
public enum MarginMethod
{
    /// <summary>Expanding quantile of the side's losses over all history so far.</summary>
    Static,

    /// <summary>EWMA volatility of daily returns × expanding quantile of the standardised losses.</summary>
    Dynamic,

    /// <summary>Filtered historical simulation on the combined forecast, before any policy.</summary>
    Predictive,

    /// <summary>The predictive rate after buffer, floor, rounding and step limit.</summary>
    Policy,
}
