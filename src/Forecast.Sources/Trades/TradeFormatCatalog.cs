namespace Forecast.Sources;

/// <summary>The formats of trades that are known without a mapping file.</summary>
public static class TradeFormatCatalog
{
    public static IReadOnlyList<string> Ids => [];
}
