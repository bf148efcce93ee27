using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class TradePrintsTests
{
    private const int Count = 2000;

    [Fact]
    public void A_single_print_far_off_is_bad_and_nothing_else_is() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, Count - 7], Gen.Int[0, 4].Select(i => new[] { 1000, 0.001, 10, 1.2, 0.8 }[i])).Sample((seed, row, factor) =>
        {
            var price = Prices(seed);
            Assert.Empty(TradePrints.Judge(Batch(price)));
            price[row] *= factor;
            var verdict = Assert.Single(TradePrints.Judge(Batch(price)));
            Assert.Equal((row, PrintQuality.Bad), (verdict.Row, verdict.Quality));
            // The same seen in two batches, the second knowing what came before.
            var cut = row / 2;
            Assert.Equal(row - cut, Assert.Single(TradePrints.Judge(Batch(price[cut..]), price.AsSpan(Math.Max(0, cut - 65), Math.Min(cut, 65)))).Row);
        }, iter: 100);

    [Fact]
    public void A_swept_book_and_a_price_that_stays_are_kept()
    {
        var swept = Prices(2);
        for (var k = 0; k < 60; k++) swept[500 + k] *= Math.Exp(-0.01 * Math.Min(k, 60 - k));
        Assert.Empty(TradePrints.Judge(Batch(swept)));
        var stays = Prices(3);
        for (var i = 900; i < Count; i++) stays[i] *= 0.6;
        Assert.Empty(TradePrints.Judge(Batch(stays)));
    }

    [Fact]
    public void A_last_print_is_suspect()
    {
        var price = Prices(4);
        price[^1] *= 1.5;
        Assert.Equal((Count - 1, PrintQuality.Suspect), Assert.Single(TradePrints.Judge(Batch(price)).Select(v => (v.Row, v.Quality))));
        Assert.Empty(TradePrints.Judge(Batch([])));
    }

    private static double[] Prices(int seed)
    {
        var (random, log) = (new SplitMix64((ulong)seed), Math.Log(100));
        return [.. Enumerable.Range(0, Count).Select(_ => Math.Exp(log += 0.0003 * SyntheticBars.Normal(random)))];
    }

    private static TradeBatch Batch(double[] price) => new()
    {
        Venue = "test", Symbol = "TEST", Price = price, Id = [.. price.Select((_, i) => (long)i)], Time = [.. price.Select((_, i) => SyntheticBars.Start + i)],
        Quantity = [.. price.Select(_ => 1.0)], TakerSide = new sbyte[price.Length],
    };
}
