namespace Forecast.Sources;

/// <summary>How a file of trades is to be read.</summary>
public sealed record TradeFileOptions
{
    /// <summary>Where the trades were made; formats that name the venue in their rows do not use it.</summary>
    public string Venue { get; init; } = "binance";

    /// <summary>What was traded; null takes it from the file's name, as in <c>BTCUSDT-trades-2024-01.zip</c>. Formats that name it in their rows do not use it.</summary>
    public string? Symbol { get; init; }

    /// <summary>One of <see cref="TradeFormatCatalog.Ids"/>; null finds out.</summary>
    public string? Format { get; init; }

    /// <summary>Path of a mapping file that says where the columns are; null for the formats that are known.</summary>
    public string? Mapping { get; init; }

    public InputPolicy Policy { get; init; } = InputPolicy.Usual;

    /// <summary>Most rows of a batch, and of all batches that are filled at one time.</summary>
    public int RowsPerBatch { get; init; } = 1 << 20;
}
