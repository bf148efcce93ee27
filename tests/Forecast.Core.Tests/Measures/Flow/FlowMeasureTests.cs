using CsCheck;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

/// <summary>What all measures of flow keep to.</summary>
public sealed class FlowMeasureTests
{
    private static readonly (string Name, Func<IWindowMeasure> Start, int Scale, int Flip)[] Measures =
    [
        // Name, how it begins, power of the factor by which volumes grow, and sign when buys and sells are exchanged (0: neither).
        ("signed volume", () => new SignedVolume(), 1, -1),
        ("absolute imbalance", () => new AbsoluteImbalance(), 0, 1),
        ("bar imbalance", () => new BarImbalance(), 0, 1),
        ("autocorrelation", () => new FlowAutocorrelation(), 0, 1),
        ("mean trade size", () => new MeanTradeSize(), 1, 1),
        ("Kyle", () => new KyleLambda(isStatistic: false), -1, -1),
        ("Kyle t", () => new KyleLambda(isStatistic: true), 0, -1),
        ("Amihud", () => new AmihudIlliquidity(), -1, 1),
        ("VPIN", () => new Vpin(), 0, 1),
    ];

    // Eighths of 1024, so that flow and its opposite have no rounding; a bar in five traded nothing.
    private static readonly Gen<(double? Return, double Volume, double Buys, long Trades)[]> Bars = Gen.Select(Gen.Double[-0.02, 0.02].Nullable(), Gen.Int[0, 1024], Gen.Int[0, 8], Gen.Int[0, 4]).Select(
        (r, v, b, quiet) => quiet == 0 ? ((double?)0.0, 0.0, 0.0, 0L) : (r, 8.0 * v, (double)(v * b), (long)v)).Array[0, 60];

    [Fact]
    public void Flow_in_another_unit_and_the_opposite_flow_do_what_the_formula_says() =>
        Gen.Select(Bars, Gen.Int[-10, 10]).Sample(
            (bars, power) =>
            {
                foreach (var (name, start, scale, flip) in Measures)
                {
                    var value = Of(start(), bars);
                    var k = Math.ScaleB(1, power);
                    Same(value * Math.ScaleB(1, power * scale), Of(start(), Array.ConvertAll(bars, b => (b.Return, k * b.Volume, k * b.Buys, b.Trades))), $"{name} of {k} times the volume");
                    Same(flip * value, Of(start(), Array.ConvertAll(bars, b => (b.Return, b.Volume, b.Volume - b.Buys, b.Trades))), $"{name} of the opposite flow");
                }
            },
            iter: 300);

    [Fact]
    public void Values_are_finite_and_shares_are_shares() =>
        Gen.Select(Gen.Double.Nullable(), Gen.Double.Select(Math.Abs).Nullable(), Gen.Double[0, 1].Nullable()).Array[0, 8].Sample(
            rows =>
            {
                // Any size that a double can have, as long as sums of squares are numbers.
                var bars = Array.ConvertAll(rows, r => (Sane(r.Item1), Sane(r.Item2), Sane(r.Item2) * r.Item3));
                foreach (var (name, start, scale, _) in Measures)
                {
                    if (FlowWindow.Of(start(), bars) is not { } value) continue;
                    Assert.True(double.IsFinite(value), $"{name} is {value}");
                    if (scale == 0 && name != "Kyle t") Assert.InRange(value, -1, 1);
                }
                static double? Sane(double? v) => v is { } x && double.IsFinite(x) && Math.Abs(x) < 1e100 ? x : null;
            },
            iter: 3000);

    [Fact]
    public void What_the_bars_lack_is_not_made_up()
    {
        foreach (var (name, start, _, _) in Measures)
        {
            Assert.True(Of(start(), []) is null, name);
            Assert.True(FlowWindow.Of(start(), (0.01, null, null), (0.02, null, null), (-0.01, null, null), (0.01, null, null)) is null, name);
            // Without the taker's side there is volume only.
            Assert.Equal(name == "Amihud", FlowWindow.Of(start(), (0.01, 1, null), (0.02, 2, null), (-0.01, 1, null), (0.01, 3, null)) is not null);
        }
    }

    [Fact]
    public void A_window_in_which_nothing_traded_has_flow_of_nothing()
    {
        foreach (var (name, start, _, _) in Measures)
            Assert.True((Of(start(), [.. Enumerable.Repeat(((double?)0.0, 0.0, 0.0, 0L), 5)]) is var value && name == "signed volume") ? value == 0 : value is null, name);
    }

    [Fact]
    public void Sums_and_means_by_hand()
    {
        (double?, double?, double?)[] bars = [(null, 10, 10), (null, 10, 0), (null, 20, 15), (null, 0, 0)];
        Assert.Equal(10, FlowWindow.Of(new SignedVolume(), bars));
        Assert.Equal(0.25, FlowWindow.Of(new AbsoluteImbalance(), bars));
        Assert.Equal(0.25, FlowWindow.Of(new AbsoluteImbalance(), [.. bars.Select(b => (b.Item1, b.Item2, b.Item2 - b.Item3))]));
        Assert.Equal((1 + 1 + 0.5) / 3, FlowWindow.Of(new BarImbalance(), bars)!.Value, 1e-15);
        Assert.Equal(2.5, Of(new MeanTradeSize(), [(null, 10, 0, 3), (null, 0, 0, 0), (null, 5, 0, 3)]));
    }

    [Fact]
    public void Real_quarter_hours_have_sane_flow()
    {
        var bars = RealBars.Read("data/klines/15m/BTCUSDT.csv.gz", TimeSpan.FromMinutes(15), 20_000);
        (double? Return, double Volume, double Buys, long Trades)[] rows = [.. Enumerable.Range(1, bars.Count - 1).Select(i => ((double?)Math.Log(bars.Close[i] / bars.Close[i - 1]), bars.Volume![i], bars.TakerBuyBase![i], bars.Trades![i]))];
        var days = rows.Chunk(96).Where(d => d.Length == 96).ToArray();
        double Median(IWindowMeasure[] measures) => days.Zip(measures).Select(p => Of(p.Second, p.First)!.Value).Order().ElementAt(days.Length / 2);
        double Each(Func<IWindowMeasure> start) => Median([.. days.Select(_ => start())]);
        Assert.InRange(Each(() => new AbsoluteImbalance()), 0.001, 0.1);
        Assert.InRange(Each(() => new BarImbalance()), 0.02, 0.3);
        Assert.InRange(Each(() => new Vpin()), 0.02, 0.3);
        Assert.InRange(Each(() => new MeanTradeSize()), 0.005, 0.5);
        // Buyers move the price up, and their flow goes on.
        Assert.InRange(Each(() => new KyleLambda(isStatistic: true)), 3, 40);
        Assert.InRange(Each(() => new FlowAutocorrelation()), 0.02, 0.6);
    }

    private static double? Of(IWindowMeasure measure, (double? Return, double Volume, double Buys, long Trades)[] bars)
    {
        for (var i = 0; i < bars.Length; i++) measure.Add(FlowWindow.Bar(i, bars[i].Return, bars[i].Volume, bars[i].Buys, trades: bars[i].Trades));
        return measure.Value(new WindowCount(bars.Length, bars.Count(b => b.Return is not null), bars.Length));
    }

    private static void Same(double? expected, double? actual, string what) =>
        Assert.True(expected is null == actual is null && !(Math.Abs((expected - actual) ?? 0) > 1e-9 * Math.Abs(expected ?? 0) + 1e-13), $"{what}: {actual}, not {expected}");
}
