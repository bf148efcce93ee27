using System.Text;
using CsCheck;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class TradeMutationTests
{
    private static readonly string[] Valid =
    [
        Trades.Text(Trades.Rows(40)),
        Trades.Text(Trades.Rows(40), null).Replace("\n", "\r\n"),
        "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{(i % 2 == 0 ? "deribit,BTC-PERPETUAL" : "binance,ethusdt")},{Trades.Start * 1000 + (i / 3)},{Trades.Start * 1000 + i},{(i % 2 == 0 ? "" : i.ToString())},{(i % 3 == 0 ? "buy" : "sell")},{60000 + i}.5,{i + 1}\n")),
        "ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,depth,price,size,flags,ts_in_delta,sequence\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{Trades.Start}000000,{(i % 5 == 0 ? "1709251200123456789" : $"{Trades.Start}{i / 3:D6}")},0,1,5482,T,{"AB"[i % 2]},0,6000050000000{i % 10},{i + 1},0,165,{i}\n")),
    ];

    private static readonly byte[] Telling = [.. "\n\r,\"-.0123456789eE+ NaN\t\0"u8];

    /// <summary>Bytes that mean something to a reader of CSV are as likely as all others together.</summary>
    private static readonly Gen<byte> Byte = Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(i => Telling[i]));

    private static readonly Gen<(int Place, int Kind, byte Value, int Length)> Mutation = Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 3], Byte, Gen.Int[1, 200]);

    [Fact]
    public void Whatever_bytes_change_rows_add_up_and_trades_are_valid()
    {
        using var folder = new TemporaryFolder();
        Gen.Select(Gen.Int[0, Valid.Length - 1], Mutation.Array[1, 12]).Sample(
            (which, mutations) => Check(folder.Write("MUTATED.csv", Mutated(Encoding.UTF8.GetBytes(Valid[which]), mutations))), iter: 400, threads: 1);
    }

    [Fact]
    public void Whatever_bytes_of_a_zip_change_it_is_refused_or_gives_the_same()
    {
        using var folder = new TemporaryFolder();
        var zip = Zips.Of(("a.csv", Valid[0]), ("notes.txt", "x"));
        var expected = Trades.Load(folder.Write("MUTATED.zip", zip)).Trades;
        Mutation.Array[1, 3].Sample(
            mutations =>
            {
                var read = Check(folder.Write("MUTATED.zip", Mutated(zip, mutations)));
                if (read.Error is null) Assert.Equal(expected, read.Trades);
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public void Whatever_is_in_the_file_nothing_is_thrown()
    {
        using var folder = new TemporaryFolder();
        Byte.Array[0, 3000].Sample(bytes => Check(folder.Write("MUTATED.csv", bytes)), iter: 100, threads: 1);
    }

    private static byte[] Mutated(byte[] valid, (int Place, int Kind, byte Value, int Length)[] mutations)
    {
        var bytes = valid.ToList();
        foreach (var (place, kind, value, length) in mutations)
        {
            var at = bytes.Count == 0 ? -1 : place % bytes.Count;
            if (at < 0) break;
            var span = Math.Min(length, bytes.Count - at);
            if (kind == 0) bytes[at] = value;
            else if (kind == 1) bytes.Insert(at, value);
            else if (kind == 2) bytes.RemoveRange(at, span);
            else bytes.InsertRange(at, bytes.GetRange(at, span));
        }
        return [.. bytes];
    }

    private static TradesRead Check(string path)
    {
        var read = Trades.Load(path);
        Assert.True(read.Error is not null || read.Report!.Rows.Good > 0);
        if (read.Report is not { } report) return read;
        Assert.Equal(report.Rows.Read, report.Rows.Good + report.Rows.Quarantined);
        Assert.Equal(report.Rows.Quarantined, report.Quarantine.Count);
        Assert.All(report.Quarantine, row => Assert.Contains(TradeRuleCatalog.All, rule => rule.Id == row.Rule));
        Assert.Equal(read.Error, report.Error);
        if (read.Error is not null) return read;
        Assert.Equal(report.Rows.Good, read.All.Count);
        Assert.NotNull(report.Input);
        Assert.All(read.Trades, t => Assert.True(t is { Price: > 0 and <= 1e15, Quantity: > 0 and <= 1e15, TakerSide: -1 or 0 or 1, Time: >= 1_000_000_000_000_000 and < 10_000_000_000_000_000, Id: >= 0 }));
        return read;
    }
}
