namespace Forecast.Sources;

/// <summary>Where the columns of an option chain are.</summary>
internal readonly record struct OptionPlaces
{
    /// <exception cref="InputException">One that a quote needs is missing.</exception>
    public OptionPlaces(RecordColumns columns)
    {
        (Time, Instrument, Currency, Type) = (columns.Require("timestamp", "time"), columns.Require("instrument_name", "instrument"), columns.Require("currency"), columns.Require("option_type", "type"));
        (Strike, Expiry) = (columns.Require("strike"), columns.Require("expiry_datetime", "expiry"));
        (Bid, Ask, Mark, Volatility) = (columns.Require("bid_price"), columns.Require("ask_price"), columns.Require("mark_price"), columns.Require("implied_volatility"));
        (Underlying, UnderlyingName, Index) = (columns.Find("futures_price", "underlying_price", "underlying"), columns.Find("futures_instrument_name", "underlying_name"), columns.Find("index_price"));
        (Delta, Vega, OpenInterest, Volume, VolumeUsd) = (columns.Find("delta"), columns.Find("vega"), columns.Find("open_interest"), columns.Find("volume"), columns.Find("volume_usd"));
    }

    public int Time { get; }

    public int Instrument { get; }

    public int Currency { get; }

    public int Type { get; }

    public int Strike { get; }

    public int Expiry { get; }

    public int Bid { get; }

    public int Ask { get; }

    public int Mark { get; }

    public int Volatility { get; }

    public int Underlying { get; }

    public int UnderlyingName { get; }

    public int Index { get; }

    public int Delta { get; }

    public int Vega { get; }

    public int OpenInterest { get; }

    public int Volume { get; }

    public int VolumeUsd { get; }
}
