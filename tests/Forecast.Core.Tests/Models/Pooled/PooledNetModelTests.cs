using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Pooled;

public sealed class PooledNetModelTests
{
    private static readonly PooledNetModel Model = new();
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly BarSeries First = PooledPanels.Bars("A", 200, 1), Second = PooledPanels.Bars("B", 200, 2, deviation: 0.02), New = PooledPanels.Bars("C", 200, 3, from: 190);
    private static readonly long Origin = SyntheticBars.Start + (193 * Duration.Day);

    [Fact]
    public void All_instruments_share_one_fit_and_a_new_one_has_a_forecast_near_its_variance()
    {
        var series = PooledPanels.Series(First, Second, New);
        Assert.Equal(Model.Fit(series[0].At(Origin), Day).Model, Model.Fit(series[1].At(Origin), Day).Model);
        Assert.InRange(Forecast(series[2]) / (24 * PooledPanels.Squares(series[2].At(Origin)).Average()), 0.2, 5);
    }

    [Fact]
    public void Nothing_that_any_member_does_after_the_origin_changes_a_bit()
    {
        var plain = PooledPanels.Series(First, Second);
        var altered = PooledPanels.Series(First, PooledPanels.Named("B", SyntheticBars.AlterAfter(Second, Origin)));
        Assert.Equal(Forecast(plain[0]), Forecast(altered[0]));
        Assert.Equal(Forecast(plain[1]), Forecast(altered[1]));
    }

    [Fact]
    public void Semivariances_are_there_and_the_shape_of_an_hour_is_not()
    {
        var names = Model.Fit(PooledPanels.Series(First)[0].At(Origin), Day).Model!.Parameters.Select(p => p.Name).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Contains("mean_semivariance_24h", names);
        Assert.DoesNotContain("mean_smooth_share", names);
    }

    private static double Forecast(HourlySeries series) => Model.Filter(Model.Fit(series.At(Origin), Day).Model!, series.At(Origin)).Forecast;
}
