namespace Forecast.Core.Margin;

/// <summary>Margin methods in words, for tables and plots.</summary>
public static class MarginNames
{
    /// <summary>The name of a method.</summary>
    public static string Of(MarginMethod method) => method switch
    {
        MarginMethod.EwmaT => "EWMA × t",
        MarginMethod.HistoricalYear => "last 250 losses",
        _ => method.ToString().ToLowerInvariant(),
    };
}
