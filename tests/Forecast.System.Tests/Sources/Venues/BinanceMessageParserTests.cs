using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class BinanceMessageParserTests
{
    private const long Received = 1_723_161_256_000_001;

    private readonly BinanceMessageParser _parser = new();

    [Theory]
    [InlineData("""{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":3735683259,"p":"61837.63000000","q":"0.02000000","T":1723161255342,"m":true,"M":true}}""", null)]
    [InlineData("""{"e":"trade","E":1723161255343,"T":1723161255342,"s":"BTCUSDT","t":3735683259,"p":"61837.63","q":"0.02","X":"MARKET","m":true}""", "MARKET")]
    [InlineData("""{"e":"trade","E":1,"s":"BTCUSDT","t":3735683259,"p":"61837.63","q":"0.02","b":88,"a":50,"T":1723161255342,"m":true,"M":true}""", null)]
    public void A_trade_is_read(string text, string? orderType)
    {
        var read = Parse(text);
        Assert.Equal(BinanceMessageKind.Trade, read.Kind);
        Assert.Equal(("BTCUSDT", orderType, true), (read.Symbol, read.OrderType, read.IsPublicPrint));
        Assert.Equal(new Trade(3735683259, 1_723_161_255_342_000, Received, 61837.63, 0.02, -1), read.Trade);
    }

    [Fact]
    public void A_fill_that_is_no_public_print_says_so_and_may_have_no_price()
    {
        var read = Parse("""{"e":"trade","E":1723161255343,"T":1723161255342,"s":"BTCUSDT","t":7,"p":"0","q":"0","X":"NA","m":false}""");
        Assert.Equal((BinanceMessageKind.Trade, "NA", false, 7L), (read.Kind, read.OrderType, read.IsPublicPrint, read.Trade.Id));
        Assert.Contains("above 0", Parse("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"p":"0","q":"1","m":false}""").Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_aggregate_trade_is_read()
    {
        var read = Parse("""{"e":"aggTrade","E":1723161255343,"s":"BTCUSD_PERP","a":424951141,"p":"9643.5","q":"2","f":606073400,"l":606073402,"T":1723161255342,"m":false}""");
        Assert.Equal((BinanceMessageKind.AggregateTrade, "BTCUSD_PERP", (606073400L, 606073402L)), (read.Kind, read.Symbol, read.TradeIds));
        Assert.Equal(new Trade(424951141, 1_723_161_255_342_000, Received, 9643.5, 2, 1), read.Trade);
    }

    [Theory]
    [InlineData("""{"stream":"x","data":{"u":50093239212,"s":"BTCUSDT","b":"61837.63000000","B":"3.78826000","a":"61837.64000000","A":"1.54698000"}}""", null)]
    [InlineData("""{"e":"bookTicker","u":50093239212,"s":"BTCUSDT","b":"61837.63","B":"3.78826","a":"61837.64","A":"1.54698","T":1723161256313,"E":1723161256314}""", 1_723_161_256_313_000)]
    [InlineData("""{"u":50093239212,"e":"bookTicker","s":"BTCUSDT","ps":"BTCUSD","b":"61837.63","B":"3.78826","a":"61837.64","A":"1.54698","T":1723161256313,"E":1723161256314}""", 1_723_161_256_313_000)]
    public void A_best_quote_is_read(string text, long? time)
    {
        var read = Parse(text);
        Assert.Equal((BinanceMessageKind.Quote, "BTCUSDT"), (read.Kind, read.Symbol));
        Assert.Equal(new BestQuote(50093239212, time, Received, 61837.63, 3.78826, 61837.64, 1.54698), read.Quote);
    }

    [Theory]
    [InlineData("""{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":10,"u":12,"b":[["61737.63000000","0.00000000"],["61730.17","5",[]]],"a":[]}}""", null, 1_723_161_255_208_000)]
    [InlineData("""{"e":"depthUpdate","E":1723161255208,"T":1723161255207,"s":"BTCUSDT","U":10,"u":12,"pu":8,"b":[["61737.63","0"],["61730.17","5"]],"a":[]}""", 8L, 1_723_161_255_207_000)]
    public void A_change_of_the_book_is_read(string text, long? previous, long time)
    {
        var update = Parse(text).BookUpdate;
        Assert.NotNull(update);
        Assert.Equal((10, 12, previous, time, Received), (update.FirstUpdateId, update.LastUpdateId, update.PreviousUpdateId, update.Time, update.ReceivedAt));
        Assert.Equal([new BookLevel(61737.63, 0), new BookLevel(61730.17, 5)], update.Bids);
        Assert.Empty(update.Asks);
    }

    [Theory]
    [InlineData("""{"lastUpdateId":160,"bids":[["0.0024","10"]],"asks":[["0.0026","100"],["0.0027","1"]]}""", null, null)]
    [InlineData("""{"lastUpdateId":160,"E":1723161256501,"T":1723161256493,"bids":[["0.0024","10"]],"asks":[["0.0026","100"],["0.0027","1"]]}""", null, 1_723_161_256_493_000)]
    [InlineData("""{"lastUpdateId":160,"symbol":"BTCUSD_PERP","pair":"BTCUSD","E":1723161256501,"T":1723161256493,"bids":[["0.0024","10"]],"asks":[["0.0026","100"],["0.0027","1"]]}""", "BTCUSD_PERP", 1_723_161_256_493_000)]
    public void An_order_book_is_read(string text, string? symbol, long? time)
    {
        var read = Parse(text);
        Assert.Equal((BinanceMessageKind.BookSnapshot, symbol), (read.Kind, read.Symbol));
        Assert.Equal((160, time, Received), (read.BookSnapshot!.LastUpdateId, read.BookSnapshot.Time, read.BookSnapshot.ReceivedAt));
        Assert.Equal([new BookLevel(0.0024, 10)], read.BookSnapshot.Bids);
        Assert.Equal([new BookLevel(0.0026, 100), new BookLevel(0.0027, 1)], read.BookSnapshot.Asks);
    }

    [Fact]
    public void The_answer_to_a_subscription_is_nothing_to_keep() => Assert.Equal(BinanceMessageKind.Acknowledgement, Parse("""{"result":null,"id":1}""").Kind);

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"e":"trade","E":17""", "not JSON")]
    [InlineData("""{"e":"kline"}{"e":"kline"}""", "not JSON")]
    [InlineData("<html>502 Bad Gateway</html>", "not JSON")]
    [InlineData("[1,2]", "not a JSON object")]
    [InlineData("17", "not a JSON object")]
    [InlineData("{}", "no event")]
    [InlineData("""{"stream":"x","data":[1]}""", "no event")]
    [InlineData("""{"e":"markPriceUpdate","s":"BTCUSDT","p":"1"}""", "markPriceUpdate is not known")]
    [InlineData("""{"code":-1121,"msg":"Invalid symbol."}""", "the venue says: Invalid symbol.")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"p":"1","q":"1"}""", "the field m is missing")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":"7","p":"1","q":"1","m":true}""", "the field t is 7, not a whole number")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7.5,"p":"1","q":"1","m":true}""", "the field t is 7.5, not a whole number")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":-7,"p":"1","q":"1","m":true}""", "the field t is -7")]
    [InlineData("""{"e":"trade","T":9223372036854775807,"s":"BTCUSDT","t":7,"p":"1","q":"1","m":true}""", "the field T is 9223372036854775807, not a time")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"p":1,"q":"1","m":true}""", "the field p is 1, not a number above 0")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"p":"NaN","q":"1","m":true}""", "the field p is NaN")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"p":"Infinity","q":"1","m":true}""", "the field p is Infinity")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"p":"1,000.5","q":"1","m":true}""", "the field p is 1,000.5")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"p":"1","q":"-1","m":true}""", "the field q is -1")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"","t":7,"p":"1","q":"1","m":true}""", "the field s")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTC\u0055SDT","t":7,"p":"1","q":"1","m":true}""", "the field s")]
    [InlineData("""{"e":"trade","T":1723161255342,"s":"BTCUSDT","t":7,"t":8,"p":"1","q":"1","m":true}""", "the field t is there twice")]
    [InlineData("""{"e":"aggTrade","s":"BTCUSDT","a":1,"p":"1","q":"2","f":9,"l":8,"T":1723161255342,"m":false}""", "comes after the last")]
    [InlineData("""{"u":5,"s":"BTCUSDT","b":"0.00000000","B":"0","a":"1","A":"1"}""", "the field b is 0.00000000")]
    [InlineData("""{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":10,"u":9,"b":[],"a":[]}""", "comes after the last")]
    [InlineData("""{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":10,"u":12,"b":[]}""", "the field a is missing")]
    [InlineData("""{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":10,"u":12,"b":[["1","-1"]],"a":[]}""", "a level of the book")]
    [InlineData("""{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":10,"u":12,"b":[["1"]],"a":[]}""", "a level of the book")]
    [InlineData("""{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":10,"u":12,"b":[["1",{"x":[1]}],7,{"y":[[2]]}],"a":[]}""", "a level of the book")]
    [InlineData("""{"lastUpdateId":160,"bids":7,"asks":[]}""", "the field b is 7")]
    public void A_bad_message_is_refused_with_the_reason(string text, string reason)
    {
        var read = Parse(text);
        Assert.Equal(BinanceMessageKind.Refused, read.Kind);
        Assert.Contains(reason, read.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_of_a_message_is_read_or_refused_and_never_thrown()
    {
        byte[][] messages =
        [
            .. new[]
            {
                """{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":3735683259,"p":"61837.63","q":"0.02","T":1723161255342,"m":true,"M":true}}""",
                """{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":10,"u":12,"b":[["61737.63","0"],["61730.17","5",[]]],"a":[["61738","1"]]}""",
                """{"lastUpdateId":160,"E":1723161256501,"T":1723161256493,"bids":[["0.0024","10"]],"asks":[["0.0026","100"]]}""",
            }.Select(Encoding.UTF8.GetBytes),
        ];
        Gen.Select(Gen.Int[0, messages.Length - 1], Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 4], Gen.Int[0, 400]).Sample((which, changes, length) =>
        {
            var bytes = messages[which].ToArray();
            foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
            var parser = new BinanceMessageParser();
            var read = parser.Parse(bytes.AsSpan(0, length == 0 ? 0 : 1 + (length % bytes.Length)), Received);
            Assert.Equal(read.Kind == BinanceMessageKind.Refused, read.Fault is not null);
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Numbers_are_the_doubles_that_their_text_says()
    {
        var texts = Gen.OneOf(
            Gen.Decimal[0.00000001m, 99_999_999m].Select(d => decimal.Round(d, 8).ToString(CultureInfo.InvariantCulture)),
            Gen.Double[1e-12, 1e15].Select(d => d.ToString("R", CultureInfo.InvariantCulture)),
            Gen.ULong.Select(u => u.ToString(CultureInfo.InvariantCulture)),
            Gen.Select(Gen.ULong, Gen.ULong).Select(p => $"{p.Item1}.{p.Item2}"),
            Gen.Select(Gen.UInt, Gen.Int[0, 20]).Select(p => $"0.{new string('0', p.Item2)}{p.Item1}"));
        texts.Where(t => double.Parse(t, CultureInfo.InvariantCulture) > 0).Sample(text =>
        {
            var read = new BinanceMessageParser().Parse(Encoding.UTF8.GetBytes($$"""{"e":"trade","T":1723161255342,"s":"X","t":7,"p":"{{text}}","q":"1","m":true}"""), Received);
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(read.Trade.Price));
        }, iter: 20_000, threads: 1);
    }

    [Theory]
    [InlineData("spot_btcusdt_20240808", 9757)]
    [InlineData("usdm_ethusdt_20240808", 14076)]
    [InlineData("cm_ethusd_perp_20240809", 1863)]
    public void The_trades_of_a_recorded_feed_equal_those_extracted_from_it(string file, int count)
    {
        var expected = SharedFolder.Lines($"data/binance_raw_feed/trades/{file}_trades.csv.gz").Skip(1).ToArray();
        var trades = new List<string>();
        foreach (var line in SharedFolder.Lines($"data/binance_raw_feed/raw/{file}.gz"))
        {
            var (received, text) = (long.Parse(line.AsSpan(0, line.IndexOf(' ')), CultureInfo.InvariantCulture), line[(line.IndexOf(' ') + 1)..]);
            var read = _parser.Parse(Encoding.UTF8.GetBytes(text), received / 1000);
            Assert.True(read.Kind != BinanceMessageKind.Refused, $"{read.Fault}: {text}");
            if (read.Kind == BinanceMessageKind.Trade)
                trades.Add(string.Create(CultureInfo.InvariantCulture, $"{read.Trade.Id},{read.Trade.Time / 1000},{received},{read.Trade.Price},{read.Trade.Quantity},{(read.Trade.TakerSide < 0 ? "true" : "false")},{read.OrderType}"));
            else Assert.Equal(Levels(text), Levels(read));
        }
        Assert.Equal(count, trades.Count);
        Assert.Equal(expected.Select(Canonical), trades);
    }

    // The order type is not in the extracted file of spot; numbers are compared as numbers.
    private static string Canonical(string row)
    {
        var cells = row.Split(',');
        return string.Create(CultureInfo.InvariantCulture, $"{cells[0]},{cells[1]},{cells[2]},{double.Parse(cells[3], CultureInfo.InvariantCulture)},{double.Parse(cells[4], CultureInfo.InvariantCulture)},{cells[5]},{(cells.Length > 6 ? cells[6] : "")}");
    }

    private static double[] Levels(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement.TryGetProperty("data", out var data) ? data : document.RootElement;
        string[] names = root.TryGetProperty("lastUpdateId", out _) ? ["bids", "asks"] : root.TryGetProperty("U", out _) ? ["b", "a"] : ["b", "B", "a", "A"];
        return [.. names.SelectMany(n => root.GetProperty(n) is { ValueKind: JsonValueKind.Array } levels
            ? levels.EnumerateArray().SelectMany(level => level.EnumerateArray().Select(v => v.GetString()!)) : [root.GetProperty(n).GetString()!])
            .Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
    }

    private static double[] Levels(BinanceMessage read) => read.Kind == BinanceMessageKind.Quote
        ? [read.Quote.Bid, read.Quote.BidQuantity, read.Quote.Ask, read.Quote.AskQuantity]
        : [.. (read.BookUpdate?.Bids ?? read.BookSnapshot!.Bids).Concat(read.BookUpdate?.Asks ?? read.BookSnapshot!.Asks).SelectMany(l => new[] { l.Price, l.Quantity })];

    private BinanceMessage Parse(string text) => _parser.Parse(Encoding.UTF8.GetBytes(text), Received);
}
