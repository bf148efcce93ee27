using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Ssa;

/// <summary>The contract of volatility models, for one that the catalogue need not list.</summary>
public sealed class SsaModelTests
{
    private static readonly SsaModel Model = new();
    private static readonly BarSeries Bars = SyntheticBars.Make(days: 200);
    private static readonly HourlySeries Series = HourlySeries.From(Bars);
    private static readonly long Origin = SyntheticBars.Start + (150 * Duration.Day);

    public static TheoryData<string> Horizons() => ["1h", "4h", "1d", "7d"];

    [Theory, MemberData(nameof(Horizons))]
    public void Forecasts_are_positive_finite_and_know_no_future(string horizon)
    {
        var h = Duration.Parse(horizon);
        var whole = WalkForward.Run(Series, [Model], h, Origin - (9 * Duration.Day), Origin);
        var altered = WalkForward.Run(HourlySeries.From(SyntheticBars.AlterAfter(Bars, Origin)), [Model], h, Origin - (9 * Duration.Day), Origin);
        Assert.True(whole.Count >= 9);
        Assert.All(whole.Of("ssa"), f => Assert.True(f > 0 && double.IsFinite(f), $"{f}"));
        Assert.Equal(whole.Of("ssa"), altered.Of("ssa"));
    }

    [Theory, MemberData(nameof(Horizons))]
    public void Returns_times_k_give_variance_times_k_squared(string horizon)
    {
        const double K = 3.7;
        Assert.Equal(K * K, Single(HourlySeries.From(SyntheticBars.Make(days: 200, scale: K)), horizon) / Single(Series, horizon), 1e-6);
    }

    [Theory, MemberData(nameof(Horizons))]
    public void Appending_equals_filtering_anew(string horizon)
    {
        var fitted = Model.Fit(Series.At(Origin), Duration.Parse(horizon)).Model!;
        var filter = Model.Filter(fitted, Series.At(Origin));
        for (var t = Origin + Duration.Hour; t <= Origin + (3 * Duration.Day); t += Duration.Hour)
        {
            filter.Append(Series.At(t));
            Assert.Equal(Model.Filter(fitted, Series.At(t)).Forecast, filter.Forecast);
        }
        Assert.Throws<ArgumentException>(() => filter.Append(Series.At(Origin + (5 * Duration.Day))));
    }

    [Theory, MemberData(nameof(Horizons))]
    public void Short_and_constant_histories_are_refused_with_a_reason(string horizon)
    {
        var shortly = Model.Fit(Series.At(SyntheticBars.Start + (20 * Duration.Day)), Duration.Parse(horizon));
        Assert.Contains("ssa needs", shortly.Reason, StringComparison.Ordinal);
        var flat = Model.Fit(HourlySeries.From(SyntheticBars.FromCloses([.. Enumerable.Repeat(100.0, (200 * 24) + 1)], 60)).All(), Duration.Parse(horizon));
        Assert.Equal((FitStatus.Failed, (FittedModel?)null), (flat.Status, flat.Model));
        Assert.StartsWith("ssa needs", flat.Reason, StringComparison.Ordinal);
    }

    private static double Single(HourlySeries series, string horizon) => Model.Filter(Model.Fit(series.At(Origin), Duration.Parse(horizon)).Model!, series.At(Origin)).Forecast;
}
