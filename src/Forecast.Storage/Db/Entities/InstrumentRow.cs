namespace Forecast.Storage.Db.Entities;

/// <summary>An instrument's static facts, as Core's <see cref="Core.Market.Instrument"/> has them; key: venue and symbol.</summary>
public sealed class InstrumentRow
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required string Class { get; set; }

    public required string QuoteCurrency { get; set; }

    public required decimal Tick { get; set; }

    public required decimal Lot { get; set; }

    public required decimal ContractMultiplier { get; set; }

    public DateOnly? Listed { get; set; }

    public DateOnly? Delisted { get; set; }

    public required string MarginClass { get; set; }
}
