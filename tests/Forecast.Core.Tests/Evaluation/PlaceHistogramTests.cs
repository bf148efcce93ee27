using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class PlaceHistogramTests
{
    [Fact]
    public void Shares_and_scores_are_those_of_the_places()
    {
        // Thrice as many in the lowest tenth as in each of the others, but for the highest, which has none.
        double[] cycle = [0, 0.05, 0.09, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85];
        var histogram = PlaceHistogram.Of([Bands("A", "1h", Repeat(cycle, 22)), Bands("B", "1h", Repeat([0.5], 40))]).Single();
        Assert.Equal((62, 1), (histogram.Count, histogram.Tested));
        Assert.Equal([3 / 22.0, .. Enumerable.Repeat(1 / 22.0, 4), (1 / 22.0) + 0.5, .. Enumerable.Repeat(1 / 22.0, 3), 0], histogram.Shares.Select(s => Math.Round(s, 12)), (x, y) => Math.Abs(x - y) < 1e-9);
        // The instrument whose scores are all 0 halves the mean of the other, whose outcomes beyond all residuals stand half a step from the end.
        var scores = ProbabilityIntegralTransform.NormalScores([.. cycle.Select(p => Math.Max(p, 0.5 / 391))]);
        Assert.Equal(scores.Average() / 2, histogram.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(scores.Average(z => Math.Pow(z - scores.Average(), 2))) / 2, histogram.Deviation, 1e-12);
    }

    [Fact]
    public void Targets_that_overlap_are_scored_once()
    {
        var random = Xoshiro256.Stream(1, "places");
        double[] weeks = [.. Enumerable.Range(0, 60).Select(_ => random.NextUniform())];
        // Every day of a week has the week's place: as one series a day it would be autocorrelated.
        var histogram = PlaceHistogram.Of([Bands("A", "7d", [.. weeks.SelectMany(w => Enumerable.Repeat((double?)w, 7))])]).Single();
        Assert.Equal(BerkowitzTest.Of(ProbabilityIntegralTransform.NormalScores(weeks)).Get().Autocorrelation, histogram.Autocorrelation!.Value, 1e-12);
        Assert.Equal(420, histogram.Count);
    }

    [Fact]
    public void Exchangeable_residuals_fall_evenly()
    {
        var random = new SplitMix64(8);
        var table = Table("1h", 6000);
        for (var r = 0; r < table.Count; r++) table.Realized[r] = Math.Exp(0.4 * SyntheticBars.Normal(random));
        var histogram = PlaceHistogram.Of([ModelBands.Of(table, "m")]).Single();
        Assert.Equal(table.Count - ConformalIntervals.Least, histogram.Count);
        Assert.All(histogram.Shares, s => Assert.InRange(s, 0.08, 0.12));
        Assert.InRange(histogram.Mean, -0.08, 0.08);
        Assert.InRange(histogram.Deviation, 0.92, 1.08);
    }

    [Fact]
    public void Without_a_place_there_is_no_histogram() => Assert.Empty(PlaceHistogram.Of([Bands("A", "1h", new double?[30])]));

    private static double?[] Repeat(double[] cycle, int count) => [.. Enumerable.Range(0, count).Select(i => (double?)cycle[i % cycle.Length])];

    private static ModelBands Bands(string symbol, string horizon, double?[] places)
    {
        var table = Table(horizon, places.Length, symbol);
        return new ModelBands(table, "m", [], new Shock?[places.Length], places);
    }

    private static ForecastTable Table(string horizon, int n, string symbol = "A")
    {
        var h = Duration.Parse(horizon);
        var step = h < TimeSpan.FromDays(1) ? Duration.Microseconds(h) : Duration.Day;
        return new ForecastTable { Symbol = symbol, Horizon = h, Models = ["m"], Origins = [.. Enumerable.Range(0, n).Select(i => i * step)], Realized = new double?[n], Forecasts = [[.. Enumerable.Repeat(1.0, n)]] };
    }
}
