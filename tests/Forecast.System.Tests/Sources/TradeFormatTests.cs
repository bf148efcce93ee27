using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class TradeFormatTests
{
    [Theory]
    [InlineData("spot", "id,price,qty,quote_qty,time,is_buyer_maker,is_best_match\n3735683259,61837.63000000,0.02000000,1236.75260000,1723161255342,True,True\n3735683260,61837.64,1,61837.64,1723161255617,False,True\n")]
    [InlineData("spot without header", "3735683259,61837.63000000,0.02000000,1236.75260000,1723161255342,True,True\n3735683260,61837.64,1,61837.64,1723161255617,False,True\n")]
    [InlineData("microseconds", "3735683259,61837.63,0.02,1236.7526,1723161255342000,true,true\n3735683260,61837.64,1,61837.64,1723161255617000,false,true\n")]
    [InlineData("usd-m", "id,price,qty,quote_qty,time,is_buyer_maker\n3735683259,61837.63,0.02,1236.7526,1723161255342,true\n3735683260,61837.64,1,61837.64,1723161255617,false\n")]
    [InlineData("usd-m without header", "3735683259,61837.63,0.02,1236.7526,1723161255342,1\n3735683260,61837.64,1,61837.64,1723161255617,0")]
    [InlineData("coin-m", "id,price,qty,base_qty,time,is_buyer_maker\n3735683259,61837.63,0.02,3.2,1723161255342,TRUE\n3735683260,61837.64,1,0.0016,1723161255617,FALSE\n")]
    [InlineData("other order, more columns", "note,is_buyer_maker,qty,price,time,id\nx,true,0.02,61837.63,1723161255342,3735683259\n,false,1,61837.64,1723161255617,3735683260\n")]
    [InlineData("quotes and blanks", "id,price,qty,quote_qty,time,is_buyer_maker\n\"3735683259\", 61837.63 ,\"0.02\",1236.7526,1723161255342,\"true\"\n3735683260,61837.64,1 ,,1723161255617, false\n")]
    [InlineData("spellings of numbers", "trade_id,time,price,quantity,is_buyer_maker\n3735683259,1723161255342,6.183763e4,.02,true\n3735683260,1723161255617,+61837.640,1.,false\n")]
    [InlineData("byte order mark, CRLF, blank lines", "\uFEFF\r\nid,price,qty,quote_qty,time,is_buyer_maker\r\n\r\n3735683259,61837.63,0.02,1236.7526,1723161255342,true\r\n \r\n3735683260,61837.64,1,61837.64,1723161255617,false\r\n")]
    [InlineData("generic", "trade_id,time,price,quantity,is_buyer_maker\n3735683259,1723161255342,61837.63,0.02,true\n3735683260,1723161255617,61837.64,1,false\n")]
    [InlineData("generic without header", "3735683259,1723161255342,61837.63,0.02,true\n3735683260,1723161255617,61837.64,1,false\n")]
    public void Trades_of_the_archive(string form, string text)
    {
        var read = Trades.Read(text);
        Assert.True(read.Error is null, $"{form}: {read.Error}");
        Assert.Equal([new Trade(3735683259, 1723161255342000, 0, 61837.63, 0.02, -1), new Trade(3735683260, 1723161255617000, 0, 61837.64, 1, 1)], read.Trades);
        Assert.All(read.All, t => Assert.Equal(("binance", "BTCUSDT"), (t.Venue, t.Symbol)));
        var report = read.Report!;
        Assert.Equal((new RowCounts(2, 2, 0, 0), form == "microseconds" ? "us" : "ms"), (report.Rows, report.TimeUnit));
        Assert.Equal((1723161255342000, 1723161255617000, 0L, true, false), (report.FirstTime, report.LastTime, report.MissingIds, report.IdsContiguous, report.Aggregates));
    }

    [Theory]
    [InlineData("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n", "")]
    [InlineData("", "")]
    [InlineData("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker,is_best_match\n", ",true")]
    [InlineData("", ",True")]
    public void Aggregate_trades_have_the_numbers_of_their_trades(string header, string end)
    {
        var read = Trades.Read($"{header}2229413455,60000.10,0.525,5266583935,5266583940,1709251200123,true{end}\n2229413457,60000.2,0.001,5266583941,5266583941,1709251200124,false{end}\n");
        Assert.Null(read.Error);
        Assert.Equal([new Trade(2229413455, 1709251200123000, 0, 60000.10, 0.525, -1), new Trade(2229413457, 1709251200124000, 0, 60000.2, 0.001, 1)], read.Trades);
        Assert.Equal([(5266583935L, 5266583940L), (5266583941L, 5266583941L)], read.All.Select(t => (t.First, t.Last)));
        Assert.Equal((true, "binance-agg-trades", 1L, false), (read.Report!.Aggregates, read.Report.Format, read.Report.MissingIds, read.Report.IdsContiguous));
    }

    [Fact]
    public void Captured_trades_have_the_receivers_clock_and_no_settlements()
    {
        var read = Trades.Read(
            "trade_id,exchange_time_ms,local_time_ns,price,quantity,is_buyer_maker,order_type\n849714402,1723161257679,1723161256419684465,61804.8,4,false,MARKET\n" +
            "849714403,1723161258748,1723161257497220999,61804.8,1,true,\n849714404,1723161258748,1723161257497785664,61000,5,false,INSURANCE_FUND\n" +
            string.Concat(Enumerable.Range(5, 5).Select(i => $"84971440{i},1723161258749,1723161257497785664,61804.8,5,false,MARKET\n")));
        Assert.Equal(new Trade(849714402, 1723161257679000, 1723161256419684, 61804.8, 4, 1), read.Trades[0]);
        Assert.Equal(new Trade(849714403, 1723161258748000, 1723161257497220, 61804.8, 1, -1), read.Trades[1]);
        Assert.Equal((8, 7, 1L), (read.Report!.Rows.Read, read.Report.Rows.Good, read.Report.MissingIds));
        Assert.Equal(("not-a-public-print", 4), (read.Report.Quarantine[0].Rule, read.Report.Quarantine[0].Line));
    }

    [Fact]
    public void Tardis_files_name_venue_and_symbol_in_their_rows()
    {
        var read = Trades.Read(
            """
            exchange,symbol,timestamp,local_timestamp,id,side,price,amount
            binance-futures,btcusdt,1709251200123456,1709251200125000,77,buy,60000.5,0.25
            deribit,BTC-28JUN24-60000-C,1709251200123456,1709251200125001,b4c6e1f0-12,sell,0.05,1
            deribit,BTC-28JUN24-60000-C,1709251200123456,1709251200125002,b4c6e1f0-13,unknown,0.05,2
            kraken,XBT/USD,1709251200123457,1709251200125003,,buy,60001,3
            binance-futures,btcusdt,1709251200123458,1709251200125004,79,sell,60000.25,0.5
            kraken,XBT/USD,1709251200123450,1709251200125005,,sell,60001,4
            deribit,BTC-28JUN24-60000-C,1709251200123455,1709251200125006,b4c6e1f0-14,sell,0.05,3

            """);
        Assert.Null(read.Error);
        Assert.Equal(
            [
                ("binance-usdm", "BTCUSDT", new Trade(77, 1709251200123456, 1709251200125000, 60000.5, 0.25, 1)),
                ("binance-usdm", "BTCUSDT", new Trade(79, 1709251200123458, 1709251200125004, 60000.25, 0.5, -1)),
                ("deribit", "BTC-28JUN24-60000-C", new Trade(1709251200123456 * 2048, 1709251200123456, 1709251200125001, 0.05, 1, -1)),
                ("deribit", "BTC-28JUN24-60000-C", new Trade((1709251200123456 * 2048) + 1, 1709251200123456, 1709251200125002, 0.05, 2, 0)),
                ("deribit", "BTC-28JUN24-60000-C", new Trade(1709251200123455 * 2048, 1709251200123455, 1709251200125006, 0.05, 3, -1)),
                ("kraken", "XBT-USD", new Trade(1709251200123457 * 2048, 1709251200123457, 1709251200125003, 60001, 3, 1)),
                ("kraken", "XBT-USD", new Trade(1709251200123450 * 2048, 1709251200123450, 1709251200125005, 60001, 4, -1)),
            ],
            read.All.Select(t => (t.Venue, t.Symbol, t.Trade)));
        Assert.Null(read.Report!.MissingIds);
    }

    [Theory]
    [InlineData("fixed point", "1709251200123456789", "1709251200123999999", "60000500000000", "1709251200123456789", "60000500000001")]
    [InlineData("decimals, ISO", "2024-03-01T00:00:00.123456789Z", "2024-03-01T00:00:00.123999999Z", "60000.500000000", "2024-03-01T00:00:00.123456789Z", "60000.500000001")]
    public void Databento_files(string form, string time, string received, string price, string time2, string price2)
    {
        var read = Trades.Read(
            "ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,depth,price,size,flags,ts_in_delta,sequence,symbol\n" +
            string.Concat(Enumerable.Range(0, 4).Select(i => $"{received},{time},0,1,5482,T,{"ABNA"[i]},0,{price},{i + 1},0,165,{i},ESH4\n")) +
            $"{received},{time2},0,1,5482,C,A,0,{price2},3,0,165,9,ESH4\n{received},{time2},0,1,5482,T,A,0,{price2},3,0,165,9,ESM4\n",
            new TradeFileOptions { Venue = "glbx" });
        Assert.True(read.Error is null, $"{form}: {read.Error}");
        const long us = 1709251200123456;
        Assert.Equal([(us * 2048, us, us + 543, 60000.5, 1, -1), ((us * 2048) + 1, us, us + 543, 60000.5, 2, 1), ((us * 2048) + 2, us, us + 543, 60000.5, 3, 0), ((us * 2048) + 3, us, us + 543, 60000.5, 4, -1), (us * 2048, us, us + 543, 60000.500000001, 3, -1)],
            read.Trades.Select(t => (t.Id, t.Time, t.ReceivedAt, t.Price, t.Quantity, (int)t.TakerSide)));
        Assert.Equal([("glbx", "ESH4", 4), ("glbx", "ESM4", 1)], read.All.CountBy(t => (t.Venue, t.Symbol)).Select(c => (c.Key.Venue, c.Key.Symbol, c.Value)));
        Assert.Equal(("not-a-trade", 6), (read.Report!.Quarantine.Single().Rule, read.Report.Quarantine.Single().Line));
    }

    [Fact]
    public void A_file_that_names_no_symbol_holds_one_instrument_and_undefined_prices_are_none()
    {
        const string header = "ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,depth,price,size,flags,ts_in_delta,sequence\n";
        string Row(int i, int instrument, string price) => $"1709251200123456789,170925120012345{i:D4},0,1,{instrument},T,A,0,{price},1,0,165,{i}\n";
        var read = Trades.Read(header + string.Concat(Enumerable.Range(0, 20).Select(i => Row(i, 5482, "60000500000000"))) + Row(20, 99, "1000000000") + Row(21, 5482, "9223372036854775807"),
            new TradeFileOptions { Symbol = "esh4" });
        Assert.Equal((20, "ESH4"), (read.Report!.Rows.Good, read.All[0].Symbol));
        Assert.Equal(["other-instrument", "not-a-number"], read.Report.Quarantine.Select(q => q.Rule));
    }

    [Theory]
    [InlineData("usdm_btcusdt_20240808", 21313)]
    [InlineData("usdm_ethusdt_20240808", 14076)]
    [InlineData("spot_btcusdt_20240808", 9757)]
    [InlineData("spot_btcusdt_20240809", 10147)]
    [InlineData("spot_ethusdt_20240808", 6106)]
    [InlineData("spot_ethusdt_20240809", 8409)]
    [InlineData("cm_btcusd_perp_20240808", 2286)]
    [InlineData("cm_btcusd_perp_20240809", 2949)]
    [InlineData("cm_ethusd_perp_20240808", 1732)]
    [InlineData("cm_ethusd_perp_20240809", 1863)]
    public void Every_trade_of_the_captured_files_is_read(string name, int count)
    {
        var path = SharedFolder.File($"data/binance_raw_feed/trades/{name}_trades.csv.gz");
        var read = Trades.Load(path, new TradeFileOptions { Symbol = name.Split('_')[1] });
        Assert.Null(read.Error);
        Assert.Equal(count, read.Report!.Rows.Read);
        Assert.Equal((read.Report.Rows.Read, "capture"), (read.Report.Rows.Good + read.Report.Rows.Quarantined, read.Report.Format));
        Assert.All(read.Report.Quarantine, q => Assert.Equal("not-a-public-print", q.Rule));
        // Nothing is missing but what was set aside.
        Assert.Equal(read.Report.Rows.Quarantined, read.Report.MissingIds);
        var lines = SharedFolder.Lines($"data/binance_raw_feed/trades/{name}_trades.csv.gz").Skip(1).Select(l => l.TrimEnd('\r').Split(',')).Where(f => f[6] is "" or "MARKET").ToArray();
        Assert.Equal(
            lines.Select(f => new Trade(long.Parse(f[0]), long.Parse(f[1]) * 1000, long.Parse(f[2]) / 1000, double.Parse(f[3], System.Globalization.CultureInfo.InvariantCulture),
                double.Parse(f[4], System.Globalization.CultureInfo.InvariantCulture), (sbyte)(f[5] == "true" ? -1 : 1))),
            read.Trades);
    }
}
