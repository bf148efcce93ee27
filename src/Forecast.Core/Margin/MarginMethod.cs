namespace Forecast.Core.Margin;

/// <summary>How a margin rate comes about; <c>margin.csv</c> has those up to <see cref="Policy"/>, in lower case, the others are what these are compared with.</summary>
public enum MarginMethod
{
    /// <summary>Expanding quantile of the side's losses over all history so far.</summary>
    Static,

    /// <summary>EWMA volatility of daily returns × expanding quantile of the standardised losses.</summary>
    Dynamic,

    /// <summary>Filtered historical simulation on the combined forecast, before any policy.</summary>
    Predictive,

    /// <summary>The predictive rate after the policy's rules.</summary>
    Policy,

    /// <summary>EWMA volatility of daily returns × quantile of a Student's t whose degrees of freedom fit the past best.</summary>
    EwmaT,

    /// <summary>Quantile of the side's last 250 losses.</summary>
    HistoricalYear,
}
