using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class HourlyMeasuresTests
{
    private const int PerHour = 4;

    private static readonly BarSeries Bars = WithFlow(SyntheticBars.Make(days: 40));

    public static TheoryData<HourlyMeasure> Measures => [.. Enum.GetValues<HourlyMeasure>()];

    [Theory]
    [InlineData(40, 1)]
    [InlineData(800, 4)]
    [InlineData(800, 168)]
    public void A_window_without_gaps_has_the_measure_of_the_catalogue(int hour, int hours)
    {
        var history = HourlySeries.From(Bars).All();
        var first = (hour + 1 - hours) * PerHour;
        var returns = Enumerable.Range(first, hours * PerHour).Select(R).ToArray();
        Assert.Equal(Semivariance.Down(returns)!.Value, history.Rolling(HourlyMeasure.DownVariance, hours)[hour], 1e-15);
        Assert.Equal(1, history.Rolling(HourlyMeasure.Quarticity, hours)[hour] / Quarticity.Of(returns)!.Value, 1e-12);
        // Products reach back over the window's beginning, so there are as many as returns.
        var pairs = Enumerable.Range(first, hours * PerHour).Sum(j => Math.Abs(R(j) * R(j - 1)));
        Assert.Equal(1, history.Rolling(HourlyMeasure.BipowerVariation, hours)[hour] / (Math.PI / 2 * pairs), 1e-12);
        var triples = Enumerable.Range(first, hours * PerHour).Sum(j => Math.Pow(Math.Abs(R(j) * R(j - 1) * R(j - 2)), 4.0 / 3));
        var moment = Math.Pow(2, 2.0 / 3) * MathNet.Numerics.SpecialFunctions.Gamma(7.0 / 6) / Math.Sqrt(Math.PI);
        Assert.Equal(1, history.Rolling(HourlyMeasure.TripowerQuarticity, hours)[hour] / (hours * PerHour / Math.Pow(moment, 3) * triples), 1e-12);
        var volume = Bars.Volume![first..(first + (hours * PerHour))].Sum();
        Assert.Equal(1, history.Rolling(HourlyMeasure.Volume, hours)[hour] / volume, 1e-12);
        Assert.Equal(Bars.Trades![first..(first + (hours * PerHour))].Sum(), history.Rolling(HourlyMeasure.Trades, hours)[hour], 1e-6);
        Assert.Equal((2 * Bars.TakerBuyBase![first..(first + (hours * PerHour))].Sum() / volume) - 1, history.Rolling(HourlyMeasure.TakerImbalance, hours)[hour], 1e-12);
        Assert.Equal(Enumerable.Range(first, hours * PerHour).Average(j => Math.Abs((2 * Bars.TakerBuyBase![j]) - Bars.Volume[j]) / Bars.Volume[j]), history.Rolling(HourlyMeasure.BarImbalance, hours)[hour], 1e-12);
    }

    [Theory, MemberData(nameof(Measures))]
    public void What_comes_after_an_hour_changes_no_bit(HourlyMeasure measure)
    {
        var cut = SyntheticBars.Start + (33 * Duration.Day) + (5 * Duration.Hour);
        var (whole, until) = (HourlySeries.From(Bars).At(cut), HourlySeries.From(Bars.Until(cut)).All());
        var half = HourlySeries.From(SyntheticBars.AlterAfter(Bars, cut)).At(cut);
        foreach (var hours in new[] { 1, 24, HourlySeries.Month })
        {
            Assert.Equal(until.Rolling(measure, hours).ToArray(), whole.Rolling(measure, hours).ToArray());
            Assert.Equal(until.Rolling(measure, hours).ToArray(), half.Rolling(measure, hours).ToArray());
        }
        foreach (var halfLife in new[] { 1, 125 * 24 }) Assert.Equal(until.Exponential(halfLife).ToArray(), half.Exponential(halfLife).ToArray());
    }

    [Fact]
    public void Terms_that_are_there_stand_for_those_that_are_missing_where_they_are_half()
    {
        var first = (35 * 96) + 8;
        var hour = (35 * 24) + 2;
        // Without the hour's first bar two of its four returns are left, one of its four pairs, and three of its bars.
        var history = HourlySeries.From(Bars.Pick([.. Enumerable.Range(0, Bars.Count).Where(j => j != first)])).All();
        double Down(int j) => R(j) < 0 ? R(j) * R(j) : 0;
        Assert.Equal(2 * (Down(first + 2) + Down(first + 3)), history.Rolling(HourlyMeasure.DownVariance, 1)[hour], 1e-18);
        Assert.Equal(4.0 / 3 * (Bars.Volume![first + 1] + Bars.Volume[first + 2] + Bars.Volume[first + 3]), history.Rolling(HourlyMeasure.Volume, 1)[hour], 1e-9);
        // One pair of four is not half of the hour: the mean of four hours stands for it, which has 13 of 16.
        var four = Enumerable.Range(first - 12, 12).Sum(j => Math.Abs(R(j) * R(j - 1))) + Math.Abs(R(first + 3) * R(first + 2));
        Assert.Equal(1, history.Rolling(HourlyMeasure.BipowerVariation, 1)[hour] / (Math.PI / 2 * four * 16 / 13 / 4), 1e-12);
    }

    [Fact]
    public void A_flow_that_the_source_does_not_give_is_absent_and_returns_are_not()
    {
        var history = HourlySeries.From(new BarSeries
        {
            Venue = Bars.Venue, Symbol = Bars.Symbol, Interval = Bars.Interval, OpenTime = Bars.OpenTime, Open = Bars.Open, High = Bars.High, Low = Bars.Low, Close = Bars.Close, Volume = Bars.Volume,
        }).All();
        Assert.True(history.Has(HourlyMeasure.Volume));
        Assert.False(history.Has(HourlyMeasure.Trades));
        Assert.False(history.Has(HourlyMeasure.TakerImbalance));
        Assert.True(double.IsNaN(history.Rolling(HourlyMeasure.Trades, 1)[800]));
        Assert.True(double.IsNaN(history.Rolling(HourlyMeasure.BarImbalance, 24)[800]));
        Assert.True(history.Rolling(HourlyMeasure.BipowerVariation, 24)[800] > 0);
    }

    [Fact]
    public void An_hour_in_which_nothing_traded_has_a_volume_and_no_imbalance()
    {
        var bars = WithFlow(SyntheticBars.Make(days: 2));
        for (var j = 40; j < 44; j++) (bars.Volume![j], bars.TakerBuyBase![j]) = (0, 0);
        var history = HourlySeries.From(bars).All();
        Assert.Equal(0, history.Rolling(HourlyMeasure.Volume, 1)[10]);
        Assert.True(double.IsNaN(history.Rolling(HourlyMeasure.TakerImbalance, 1)[10]));
        Assert.True(double.IsNaN(history.Rolling(HourlyMeasure.BarImbalance, 1)[10]));
        Assert.InRange(history.Rolling(HourlyMeasure.BarImbalance, 4)[10], 1e-6, 1);
    }

    [Fact]
    public void Exponential_weights_halve_over_a_half_life_and_sum_to_one()
    {
        var history = HourlySeries.From(SyntheticBars.Make(days: 3)).All();
        var variance = history.Variance.ToArray();
        var weights = Enumerable.Range(0, 11).Select(j => Math.Pow(0.5, j / 4.0)).ToArray();
        Assert.Equal(1, history.Exponential(4)[10] / (Enumerable.Range(0, 11).Sum(j => weights[j] * variance[10 - j]) / weights.Sum()), 1e-12);
        // A half-life of decades weighs a short history evenly.
        Assert.Equal(1, history.Exponential(1e6)[60] / variance[..61].Average(), 1e-4);
    }

    private static double R(int j) => Math.Log(Bars.Close[j] / Bars.Close[j - 1]);

    // Taker buys of a share of volume that varies from bar to bar.
    private static BarSeries WithFlow(BarSeries bars)
    {
        var random = new SplitMix64(5);
        for (var j = 0; j < bars.Count; j++) bars.TakerBuyBase![j] = bars.Volume![j] * random.Next(101) / 100.0;
        return bars.Validated();
    }
}
