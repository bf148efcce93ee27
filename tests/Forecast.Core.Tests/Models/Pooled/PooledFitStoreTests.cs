using System.Collections.Concurrent;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Pooled;

public sealed class PooledFitStoreTests
{
    private static readonly BarSeries[] Bars = [PooledPanels.Bars("A", 60, 1), PooledPanels.Bars("B", 60, 2)];
    private readonly ConcurrentDictionary<PooledFitKey, FitResult> _kept = [];

    private static long At(int day) => Bars[0].OpenTime[0] + (day * Duration.Day);

    private static string Digest(int day, params BarSeries[] bars) => PooledPanels.Series(bars)[0].Panel.Digest(At(day));

    private static BarSeries Changed(BarSeries bars, int row)
    {
        var changed = bars.Pick([.. Enumerable.Range(0, bars.Count)]);
        changed.High[row] *= 1.0001;
        return changed;
    }

    private FitResult Fit(BarSeries[] bars, int day, IVolatilityModel model)
    {
        var series = PooledPanels.Series(bars);
        new PooledFitStore(key => _kept.GetValueOrDefault(key), (key, fit) => _kept[key] = fit).Attach(series[0].Panel);
        return model.Fit(series[0].At(At(day)), TimeSpan.FromHours(4));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(42)]
    [InlineData(57)]
    public void A_digest_hangs_on_every_bar_before_it_and_on_none_after(int day)
    {
        var digest = Digest(day, Bars);
        Assert.Equal(digest, Digest(day, [.. Bars.Select(b => b.Until(At(day)))]));
        Assert.Equal(digest, Digest(day, Changed(Bars[0], day * 24), Bars[1]));
        Assert.Equal(digest, Digest(day, [.. Bars, PooledPanels.Bars("C", 60, 3, from: day)]));
        foreach (var row in new[] { 0, (day * 24) - 1, 100 })
        {
            Assert.NotEqual(digest, Digest(day, Changed(Bars[0], row), Bars[1]));
            Assert.NotEqual(digest, Digest(day, Bars[0], Changed(Bars[1], row)));
        }
        Assert.NotEqual(digest, Digest(day, Bars[0]));
        Assert.NotEqual(digest, Digest(day, [.. Bars, PooledPanels.Bars("C", 60, 3, from: day - 1)]));
        Assert.NotEqual(digest, Digest(day + 1, Bars));
    }

    [Fact]
    public void A_kept_fit_is_the_one_that_would_be_made_and_is_not_made_again()
    {
        var made = Fit(Bars, 56, new PooledGammaModel());
        Assert.NotNull(made.Model);
        Assert.Equal(made, Assert.Single(_kept).Value);
        Assert.Equal(made, new PooledGammaModel().Fit(PooledPanels.Series(Bars)[0].At(At(56)), TimeSpan.FromHours(4)));

        var marked = made with { Reason = "found" };
        _kept[_kept.Keys.Single()] = marked;
        Assert.Equal(marked, Fit([.. Bars.Select(b => b.Until(At(56)))], 56, new PooledGammaModel()));
        Assert.Null(Fit([Changed(Bars[0], 500), Bars[1]], 56, new PooledGammaModel()).Reason);
        Assert.Null(Fit(Bars, 49, new PooledGammaModel()).Reason);
        Assert.Equal(3, _kept.Count);
    }

    [Fact]
    public void A_refusal_is_not_kept()
    {
        Assert.Null(Fit(Bars, 7, new PooledGammaModel()).Model);
        Assert.Empty(_kept);
    }

    [Fact]
    public void A_panel_has_one_store_that_is_there_before_the_first_fit()
    {
        var series = PooledPanels.Series(Bars);
        Assert.NotNull(new PooledGammaModel().Fit(series[0].At(At(56)), TimeSpan.FromHours(4)).Model);
        Assert.Throws<InvalidOperationException>(() => new PooledFitStore(_ => null, (_, _) => { }).Attach(series[0].Panel));
    }
}
