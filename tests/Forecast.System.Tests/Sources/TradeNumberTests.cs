using System.Globalization;
using CsCheck;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class TradeNumberTests
{
    /// <summary>Decimals as files write them: some digits, perhaps a dot somewhere, perhaps zeros at either end.</summary>
    private static readonly Gen<string> Decimal = Gen.Select(Gen.Char['0', '9'].Array[1, 22], Gen.Int[0, 30], Gen.Int[0, 3], (digits, dot, zeros) =>
    {
        var text = new string(digits);
        if (dot <= text.Length) text = text.Insert(dot, ".");
        return new string('0', zeros) + text;
    });

    [Fact]
    public void Prices_and_quantities_have_the_bits_of_double_parse()
    {
        Gen.Select(Decimal, Decimal).Array[400].Sample(
            numbers =>
            {
                var good = numbers.Where(n => Fits(n.Item1) && Fits(n.Item2)).ToArray();
                var read = Trades.Read(Trades.Text(good.Select((n, i) => $"{i + 1},{Trades.Start},{n.Item1},{n.Item2},true"), "trade_id,time,price,quantity,is_buyer_maker"));
                Assert.Equal((null, good.Length), (read.Error, read.All.Count));
                for (var i = 0; i < good.Length; i++)
                {
                    Assert.Equal(Bits(good[i].Item1), BitConverter.DoubleToInt64Bits(read.Trades[i].Price));
                    Assert.Equal(Bits(good[i].Item2), BitConverter.DoubleToInt64Bits(read.Trades[i].Quantity));
                }
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public void Quoted_rows_which_go_the_slow_way_give_the_same_as_plain_ones()
    {
        var rows = Gen.Select(Gen.Long[0, long.MaxValue], Decimal, Decimal, Gen.Long[1_000_000_000_000, 9_999_999_999_999], Gen.Bool,
            (id, price, quantity, time, maker) => $"{id},{price},{quantity},,{time},{(maker ? "true" : "false")}");
        rows.Array[1, 300].Sample(
            r =>
            {
                var (plain, quoted) = (Trades.Read(Trades.Text(r)), Trades.Read(Trades.Text(r.Select(x => $"\"{x.Replace(",", "\",\"")}\""))));
                Assert.Equal(plain.All, quoted.All);
                Assert.Equal(plain.Report!.Rows, quoted.Report!.Rows);
                Assert.Equal(plain.Report.Quarantine.Select(q => (q.Line, q.Rule, q.Detail)), quoted.Report.Quarantine.Select(q => (q.Line, q.Rule, q.Detail)));
                Assert.Equal((plain.Report.FirstTime, plain.Report.MissingIds, plain.Report.IdsContiguous), (quoted.Report.FirstTime, quoted.Report.MissingIds, quoted.Report.IdsContiguous));
            },
            iter: 60, threads: 1);
    }

    private static bool Fits(string text) => Parse(text) is > 0 and <= 1e15;

    private static long Bits(string text) => BitConverter.DoubleToInt64Bits(Parse(text));

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
