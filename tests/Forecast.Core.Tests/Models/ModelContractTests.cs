using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>What every model of the catalogue must do, whatever it is.</summary>
public sealed class ModelContractTests
{
    private static readonly BarSeries Bars = SyntheticBars.Make(days: 200);
    private static readonly HourlySeries Series = HourlySeries.From(Bars);
    private static readonly long Origin = SyntheticBars.Start + (150 * Duration.Day);

    // Made once for all models: what a series derives from its bars is kept in it.
    private static readonly Lazy<HourlySeries> Scaled = new(() => HourlySeries.From(SyntheticBars.Make(days: 200, scale: K)));
    private static readonly Lazy<HourlySeries> Cut = new(() => HourlySeries.From(Bars.Until(Origin)));
    private static readonly Lazy<HourlySeries> Altered = new(() => HourlySeries.From(SyntheticBars.AlterAfter(Bars, Origin)));
    private static readonly Lazy<HourlySeries> Again = new(() => HourlySeries.From(SyntheticBars.Make(days: 200)));
    private static readonly Lazy<HourlySeries> Flat = new(() => HourlySeries.From(SyntheticBars.FromCloses([.. Enumerable.Repeat(100.0, (200 * 24) + 1)], 60)));

    private const double K = 3.7;

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        // The other combinations take the same walks; see below.
        foreach (var model in ModelCatalog.All.Where(m => m is not CombinationModel || m.Id == ModelCatalog.Champion))
        {
            foreach (var horizon in new[] { "1h", "4h", "1d", "2d", "7d" }) data.Add(model.Id, horizon);
        }
        return data;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Forecasts_are_positive_and_finite(string id, string horizon)
    {
        var table = WalkForward.Run(Series, [ModelCatalog.Get(id)], Duration.Parse(horizon), Origin, Origin + (20 * Duration.Day));
        Assert.True(table.Count >= 20);
        Assert.All(table.Of(id), f => Assert.True(f > 0 && double.IsFinite(f), $"{f}"));
    }

    [Theory]
    [InlineData("4h")]
    [InlineData("1d")]
    public void Every_combination_is_positive_and_finite_and_what_happens_after_the_origin_changes_no_bit(string horizon)
    {
        var combinations = ModelCatalog.All.Where(m => m is CombinationModel).ToArray();
        var whole = WalkForward.Run(Series, combinations, Duration.Parse(horizon), Origin - (9 * Duration.Day), Origin);
        var altered = WalkForward.Run(Altered.Value, combinations, Duration.Parse(horizon), Origin - (9 * Duration.Day), Origin);
        Assert.True(combinations.Length > 1 && whole.Count >= 9);
        foreach (var combination in combinations)
        {
            Assert.All(whole.Of(combination.Id), f => Assert.True(f > 0 && double.IsFinite(f), $"{f}"));
            Assert.Equal(whole.Of(combination.Id), altered.Of(combination.Id));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Returns_times_k_give_variance_times_k_squared(string id, string horizon) =>
        Assert.Equal(K * K, Single(Scaled.Value, id, horizon) / Single(Series, id, horizon), 1e-6);

    [Theory, MemberData(nameof(Cases))]
    public void What_happens_after_the_origin_changes_no_bit(string id, string horizon)
    {
        var (model, h) = (ModelCatalog.Get(id), Duration.Parse(horizon));
        var whole = WalkForward.Run(Series, [model], h, Origin - (9 * Duration.Day), Origin);
        var cut = WalkForward.Run(Cut.Value, [model], h, Origin - (9 * Duration.Day), Origin);
        var altered = WalkForward.Run(Altered.Value, [model], h, Origin - (9 * Duration.Day), Origin);
        Assert.True(whole.Count >= 9);
        Assert.Equal(whole.Of(id), cut.Of(id));
        Assert.Equal(whole.Of(id), altered.Of(id));
        Assert.Equal(whole.Origins, altered.Origins);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Fitted_twice_gives_the_same_bits(string id, string horizon)
    {
        var (model, h) = (ModelCatalog.Get(id), Duration.Parse(horizon));
        Assert.Equal(model.Fit(Series.At(Origin), h).Model, model.Fit(Again.Value.At(Origin), h).Model);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Where_the_walk_begins_changes_no_bit(string id, string horizon)
    {
        var (model, h) = (ModelCatalog.Get(id), Duration.Parse(horizon));
        var late = WalkForward.Run(Series, [model], h, Origin, Origin + Duration.Day);
        var early = WalkForward.Run(Series, [model], h, Origin - (5 * Duration.Day), Origin + Duration.Day);
        Assert.Equal(late.Of(id), early.Of(id)[^late.Count..]);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Appending_equals_filtering_anew(string id, string horizon)
    {
        var (model, h) = (ModelCatalog.Get(id), Duration.Parse(horizon));
        var fitted = model.Fit(Series.At(Origin), h).Model!;
        var filter = model.Filter(fitted, Series.At(Origin));
        for (var t = Origin + Duration.Hour; t <= Origin + (3 * Duration.Day); t += Duration.Hour)
        {
            filter.Append(Series.At(t));
            Assert.Equal(BitConverter.DoubleToInt64Bits(model.Filter(fitted, Series.At(t)).Forecast), BitConverter.DoubleToInt64Bits(filter.Forecast));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_skipped_hour_is_refused(string id, string horizon)
    {
        var model = ModelCatalog.Get(id);
        var filter = model.Filter(model.Fit(Series.At(Origin), Duration.Parse(horizon)).Model!, Series.At(Origin));
        Assert.Throws<ArgumentException>(() => filter.Append(Series.At(Origin + (2 * Duration.Hour))));
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_short_history_is_refused_with_a_reason(string id, string horizon)
    {
        var result = ModelCatalog.Get(id).Fit(Series.At(SyntheticBars.Start + (20 * Duration.Day)), Duration.Parse(horizon));
        Assert.Null(result.Model);
        Assert.Equal(FitStatus.Failed, result.Status);
        Assert.Contains("needs", result.Reason, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_constant_price_is_refused_with_a_reason(string id, string horizon)
    {
        var result = ModelCatalog.Get(id).Fit(Flat.Value.All(), Duration.Parse(horizon));
        Assert.Null(result.Model);
        Assert.False(string.IsNullOrWhiteSpace(result.Reason));
    }

    [Fact]
    public void Ids_are_unique_and_name_the_benchmark_and_the_champion()
    {
        Assert.Equal(ModelCatalog.All.Count, ModelCatalog.All.Select(m => m.Id).Distinct().Count());
        Assert.Contains(ModelCatalog.All, m => m.Id == ModelCatalog.Benchmark);
        Assert.Contains(ModelCatalog.All, m => m.Id == ModelCatalog.Champion);
    }

    private static double Single(HourlySeries series, string id, string horizon)
    {
        var (model, h) = (ModelCatalog.Get(id), Duration.Parse(horizon));
        return model.Filter(model.Fit(series.At(Origin), h).Model!, series.At(Origin)).Forecast;
    }
}
