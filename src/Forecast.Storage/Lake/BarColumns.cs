using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>Bars as a table of the lake and back.</summary>
internal static class BarColumns
{
    public const string Time = "open_time";

    public static readonly IReadOnlyList<(string Name, string Type)> All =
    [
        (Time, "long"), ("open", "double"), ("high", "double"), ("low", "double"), ("close", "double"), ("volume", "double"), ("quote_volume", "double"),
        ("trades", "long"), ("taker_buy_base", "double"), ("taker_buy_quote", "double"),
    ];

    public static LakeTable ToTable(BarSeries bars) => new(
        new LakeColumn(Time, bars.OpenTime), new LakeColumn("open", bars.Open), new LakeColumn("high", bars.High), new LakeColumn("low", bars.Low),
        new LakeColumn("close", bars.Close), new LakeColumn("volume", bars.Volume), new LakeColumn("quote_volume", bars.QuoteVolume),
        new LakeColumn("trades", bars.Trades), new LakeColumn("taker_buy_base", bars.TakerBuyBase), new LakeColumn("taker_buy_quote", bars.TakerBuyQuote))
    { TimeColumn = Time };

    public static BarSeries ToBars(LakeTable table, string venue, string symbol, TimeSpan interval) => new()
    {
        Venue = venue, Symbol = symbol, Interval = interval, OpenTime = table.Longs(Time), Open = table.Doubles("open"), High = table.Doubles("high"), Low = table.Doubles("low"),
        Close = table.Doubles("close"), Volume = table.Doubles("volume"), QuoteVolume = table.Doubles("quote_volume"), Trades = table.Longs("trades"),
        TakerBuyBase = table.Doubles("taker_buy_base"), TakerBuyQuote = table.Doubles("taker_buy_quote"),
    };

    /// <summary>Whether bar <paramref name="i"/> of one series is bar <paramref name="j"/> of the other, every field of it.</summary>
    public static bool Same(BarSeries a, int i, BarSeries b, int j) =>
        a.OpenTime[i] == b.OpenTime[j] && a.Open[i] == b.Open[j] && a.High[i] == b.High[j] && a.Low[i] == b.Low[j] && a.Close[i] == b.Close[j] && a.Volume[i] == b.Volume[j]
        && a.QuoteVolume[i] == b.QuoteVolume[j] && a.Trades[i] == b.Trades[j] && a.TakerBuyBase[i] == b.TakerBuyBase[j] && a.TakerBuyQuote[i] == b.TakerBuyQuote[j];
}
