using Forecast.Core.Evaluation;
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
}
