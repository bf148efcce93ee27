using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>The regressors of HAR-X beside the ladder, written out from the bars.</summary>
public sealed class HarXModelTests
{
    private const int PerHour = 4, Hour = (38 * 24) + 5;

    private static readonly BarSeries Bars = WithFlow(SyntheticBars.Make(days: 40));
    private static readonly MarketHistory History = HourlySeries.From(Bars).All();

    [Theory]
    [InlineData("volume[1h]")]
    [InlineData("volume[1d]")]
    [InlineData("trades[1d]")]
    [InlineData("bar_imbalance[1h]")]
    [InlineData("taker_imbalance[1d]")]
    [InlineData("down_share[1d]")]
    [InlineData("quarticity_ratio[1d]")]
    [InlineData("jump_share[1d]")]
    [InlineData("leverage[4h]")]
    [InlineData("leverage[1d]")]
    [InlineData("move[7d]")]
    [InlineData("exponential[12h]")]
    public void Regressors_are_their_formulas(string name)
    {
        var value = new double[1];
        new HarXModel().Terms(History).Single(t => t.Name == name).Fill(History, 4, [Hour], value);
        Assert.Equal(Formula(name), value[0], 1e-9);
    }

    [Fact]
    public void The_penalty_is_one_of_those_tried_and_kept_with_the_fit()
    {
        var history = HourlySeries.From(WithFlow(SyntheticBars.Make(days: 60))).All();
        var fitted = new HarXModel().Fit(history, TimeSpan.FromHours(1)).Model!;
        Assert.InRange(fitted["penalty"], 0.0003, 1);
        Assert.Contains(fitted["mixing"], new[] { 0, 0.5 });
        Assert.InRange(fitted["smearing"], 1, 3);
        Assert.True(fitted["min_target"] < fitted["max_target"]);
    }

    private static double Formula(string name)
    {
        var hours = name[^2] == 'd' ? 24 * (name[^3] - '0') : name.EndsWith("[12h]", StringComparison.Ordinal) ? 12 : name[^3] - '0';
        int[] window = [.. Enumerable.Range((Hour + 1 - hours) * PerHour, hours * PerHour)];
        int[] month = [.. Enumerable.Range((Hour + 1 - 720) * PerHour, 720 * PerHour)];
        double Variance(int[] bars) => bars.Sum(j => R(j) * R(j));
        double Mean(Func<int, double> flow) => Math.Log(window.Average(flow) / month.Average(flow));
        double Signed(int j) => (2 * Bars.TakerBuyBase![j]) - Bars.Volume![j];
        double Move() => window.Sum(R) / Math.Sqrt(Variance(month) / 720 * hours);
        return name[..name.IndexOf('[', StringComparison.Ordinal)] switch
        {
            "volume" => Mean(j => Bars.Volume![j]),
            "trades" => Mean(j => Bars.Trades![j]),
            "bar_imbalance" => window.Average(j => Math.Abs(Signed(j)) / Bars.Volume![j]),
            "taker_imbalance" => Math.Abs(window.Sum(Signed)) / window.Sum(j => Bars.Volume![j]),
            "down_share" => window.Where(j => R(j) < 0).Sum(j => R(j) * R(j)) / Variance(window),
            "quarticity_ratio" => 0.5 * Math.Log(window.Length / 3.0 * window.Sum(j => Math.Pow(R(j), 4)) / Math.Pow(Variance(window), 2)),
            "jump_share" => 1 - Math.Min(1, Math.PI / 2 * window.Sum(j => Math.Abs(R(j) * R(j - 1))) / Variance(window)),
            "leverage" => Math.Min(Move(), 0),
            "move" => Math.Abs(Move()),
            "exponential" => Math.Log(Enumerable.Range(0, Hour + 1).Sum(j => Math.Pow(0.5, j / 12.0) * History.Variance[Hour - j]) / Enumerable.Range(0, Hour + 1).Sum(j => Math.Pow(0.5, j / 12.0))),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "has no formula here"),
        };
    }

    private static double R(int j) => Math.Log(Bars.Close[j] / Bars.Close[j - 1]);

    private static BarSeries WithFlow(BarSeries bars)
    {
        var random = new SplitMix64(5);
        for (var j = 0; j < bars.Count; j++) bars.TakerBuyBase![j] = bars.Volume![j] * random.Next(101) / 100.0;
        return bars.Validated();
    }
}
