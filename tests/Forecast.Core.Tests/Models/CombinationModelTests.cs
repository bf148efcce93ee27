using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class CombinationModelTests
{
    [Fact]
    public void Four_members_lose_the_lowest_and_the_highest() =>
        Assert.Equal(Math.Sqrt(2 * 8), CombinationModel.Combine([1e-9, 2, 8, 1e9]), 1e-12);

    [Fact]
    public void Three_members_are_all_kept() => Assert.Equal(4, CombinationModel.Combine([2, 4, 8]), 1e-12);

    [Fact]
    public void It_lies_between_its_members_and_does_not_depend_on_their_order() =>
        Gen.Double[1e-8, 1e2].Array[1, 9].Sample(f =>
        {
            var c = CombinationModel.Combine(f);
            Assert.InRange(c, f.Min() * (1 - 1e-12), f.Max() * (1 + 1e-12));
            Assert.Equal(c, CombinationModel.Combine([.. f.Reverse()]));
        });

    [Fact]
    public void A_fit_equals_combining_the_members_in_the_walk()
    {
        var series = HourlySeries.From(SyntheticBars.Make(days: 200));
        var origin = SyntheticBars.Start + (171 * Duration.Day);
        var horizon = TimeSpan.FromDays(1);
        var model = ModelCatalog.Get(ModelCatalog.Champion);
        var walked = WalkForward.Run(series, ModelCatalog.Nightly, horizon, origin - (3 * Duration.Day), origin).Of(model.Id)[^1];
        Assert.Equal(walked, model.Filter(model.Fit(series.At(origin), horizon).Model!, series.At(origin)).Forecast);
    }
}
