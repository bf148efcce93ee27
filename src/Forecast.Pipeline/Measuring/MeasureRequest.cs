using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;

namespace Forecast.Pipeline.Measuring;

/// <summary>A file to be measured, and how.</summary>
/// <param name="Path">The file.</param>
/// <param name="Interval">Of the returns.</param>
public sealed record MeasureRequest(string Path, TimeSpan Interval)
{
    /// <summary>The repository, whose <c>data/instruments.json</c> says what a contract is worth.</summary>
    public required string Root { get; init; }

    /// <summary>What the file holds; null finds out.</summary>
    public SeriesKind? Kind { get; init; }

    /// <summary>Interval of the bars in a klines file; null: the one asked for.</summary>
    public TimeSpan? Bars { get; init; }

    public MeasureConvention Convention { get; init; } = MeasureConvention.Textbook;

    public DaySession Session { get; init; } = DaySession.Whole;

    /// <summary>How a file of trades is to be read.</summary>
    public TradeFileOptions Trades { get; init; } = new();

    /// <summary>Whether the prices are kept, for measures that need those of two files at once.</summary>
    public bool KeepsPrices { get; init; }

    /// <summary>Zone of a file of prices whose times state none.</summary>
    public string? Zone { get; init; }
}
