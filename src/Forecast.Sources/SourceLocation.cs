namespace Forecast.Sources;

/// <summary>Where sources find their input.</summary>
/// <param name="DataRoot">The repository's <c>data</c> folder: the sample's specification lies in it.</param>
/// <param name="Path">A data folder or a single file given by the user; null where none was.</param>
/// <param name="Venue">The venue that files are from.</param>
/// <param name="Symbol">The symbol of a single file that is not named after it; null where it is.</param>
/// <param name="Mapping">Path of a file that says which column is which; null for the columns that are known.</param>
/// <param name="Landing">Folder for what is downloaded; null where nothing may be.</param>
public sealed record SourceLocation(string DataRoot, string? Path = null, string Venue = "binance", string? Symbol = null, string? Mapping = null, string? Landing = null)
{
    /// <summary>Archive and API of Binance.</summary>
    public BinanceAddresses Binance { get; init; } = BinanceAddresses.Parse(null, null);

    /// <summary>What is asked of files.</summary>
    public InputPolicy Policy { get; init; } = InputPolicy.Usual;

    /// <summary>Says which day was the last complete one.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
