using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>
/// Bars as a table of the lake and back. A part has the columns of flow that its source gave; so bars of several sources may have some in a part of their rows,
/// and a series has a column of flow only where every one of its rows does.
/// </summary>
internal static class BarColumns
{
    public const string Time = "open_time";

    public static readonly IReadOnlyList<string> Prices = ["open", "high", "low", "close"], Flow = ["volume", "quote_volume", "trades", "taker_buy_base", "taker_buy_quote"];

    public static LakeTable ToTable(BarSeries bars)
    {
        Array?[] values = [bars.OpenTime, bars.Open, bars.High, bars.Low, bars.Close, bars.Volume, bars.QuoteVolume, bars.Trades, bars.TakerBuyBase, bars.TakerBuyQuote];
        return new LakeTable([.. Prices.Prepend(Time).Concat(Flow).Zip(values).Where(c => c.Second is not null).Select(c => new LakeColumn(c.First, c.Second!))]) { TimeColumn = Time };
    }

    /// <summary>The bars of a table with every column of flow as numbers that may be absent.</summary>
    public static BarSeries ToBars(LakeTable table, string venue, string symbol, TimeSpan interval)
    {
        double[]? Whole(string name) => table.NullableDoubles(name) is var values && Array.TrueForAll(values, v => v is not null) ? Array.ConvertAll(values, v => v!.Value) : null;
        return new()
        {
            Venue = venue, Symbol = symbol, Interval = interval, OpenTime = table.Longs(Time), Open = table.Doubles("open"), High = table.Doubles("high"), Low = table.Doubles("low"), Close = table.Doubles("close"),
            Volume = Whole("volume"), QuoteVolume = Whole("quote_volume"), Trades = Whole("trades") is { } trades ? Array.ConvertAll(trades, v => (long)v) : null,
            TakerBuyBase = Whole("taker_buy_base"), TakerBuyQuote = Whole("taker_buy_quote"),
        };
    }

    /// <summary>
    /// Compares bar i of a series with row j of a table as <see cref="ToBars"/> takes it: whether the row says all that the bar says. A bar without a column of flow says nothing about it, so that a poorer source
    /// does not take away what a richer one gave.
    /// </summary>
    public static Func<int, int, bool> Comparer(BarSeries bars, LakeTable table)
    {
        var prices = new[] { bars.Open, bars.High, bars.Low, bars.Close }.Zip(Prices.Select(table.Doubles)).ToArray();
        var trades = bars.Trades is null ? null : Array.ConvertAll(bars.Trades, v => (double)v);
        var flow = new[] { bars.Volume, bars.QuoteVolume, trades, bars.TakerBuyBase, bars.TakerBuyQuote }.Zip(Flow.Select(table.NullableDoubles)).Where(c => c.First is not null).ToArray();
        return (i, j) => Array.TrueForAll(prices, c => c.First[i] == c.Second[j]) && Array.TrueForAll(flow, c => c.First![i] == c.Second[j]);
    }
}
