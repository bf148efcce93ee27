using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class WalkForwardTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Goes on with the moving average alone where log-har refuses.
    private static readonly CombinationModel Both = new("both", "of a test", CombinationRules.Experts, [new(new EwmaModel(), 0.5), new(new LogHarModel(), 0.5)]);
    private static readonly IVolatilityModel[] Models = [Both, new EwmaModel(), new LogHarModel()];

    [Fact]
    public void A_short_history_has_the_rows_of_who_needs_no_longer_one()
    {
        var series = HourlySeries.From(SyntheticBars.Make(days: 70));

        Assert.Equal(0, WalkForward.Run(series, Models, Day, long.MinValue, long.MaxValue).Count);
        var walk = WalkForward.Run(series, Models, Day, long.MinValue, long.MaxValue, needsAll: false);

        Assert.InRange(walk.Count, 35, 55);
        Assert.All(walk.Of("log-har"), f => Assert.True(double.IsNaN(f)));
        Assert.Equal(walk.Of("ewma"), walk.Of("both"), (a, b) => Math.Abs(a - b) <= 1e-14 * a);
        Assert.Equal((walk.Count, 0), (walk.Common("both", "ewma").Count, walk.Common("both", "log-har").Count));
        Assert.Throws<ArgumentException>(() => walk.Common("both", "garch"));
    }

    [Fact]
    public void Where_all_have_a_forecast_the_rows_are_the_same()
    {
        var series = HourlySeries.From(SyntheticBars.Make(days: 200));
        var strict = WalkForward.Run(series, Models, Day, long.MinValue, long.MaxValue);
        var walk = WalkForward.Run(series, Models, Day, long.MinValue, long.MaxValue, needsAll: false);

        var common = walk.Common(strict.Models);

        Assert.True(strict.Count > 90 && walk.Count > strict.Count);
        Assert.Equal(strict.Origins, common.Origins);
        Assert.Equal(strict.Realized, common.Realized);
        Assert.Equal(strict.Forecasts, common.Forecasts);
    }

    [Fact]
    public void It_says_how_far_each_of_the_models_it_walks_is()
    {
        var cheap = new CombinationModel("cheap", "of two", CombinationRules.Median, [new(new EwmaModel(), 0.5), new(new HarModel(), 0.5)]);
        IVolatilityModel[] models = [cheap, new LogHarModel(), cheap.Members[1].Model];
        var walked = WalkForward.Walked(models);
        Assert.Equal(["ewma", "har", "log-har"], walked.Select(m => m.Id));
        var (series, told, from) = (HourlySeries.From(SyntheticBars.Make(150)), new List<(string Id, double Share)>(), SyntheticBars.Start + (130 * Duration.Day));
        var table = WalkForward.Run(series, models, TimeSpan.FromDays(1), from, from + (9 * Duration.Day), walked: (m, share) => told.Add((m.Id, share)), stop: TestContext.Current.CancellationToken);
        Assert.Equal(10, table.Count);
        Assert.Equal(walked.Select(m => m.Id), told.Select(t => t.Id).Distinct());
        foreach (var model in told.GroupBy(t => t.Id))
        {
            double[] shares = [.. model.Select(t => t.Share)];
            Assert.Equal(shares.Order(), shares);
            Assert.Equal((1, true), (shares[^1], shares[0] is > 0 and < 1));
        }
    }
}
