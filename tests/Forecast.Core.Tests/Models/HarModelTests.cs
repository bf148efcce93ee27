using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class HarModelTests
{
    // Hourly bars whose squared returns follow the model itself: ln RV(t+1h) = b0 + Σ b_k ln mean RV + e.
    [Fact]
    public void Log_har_recovers_its_parameters_from_its_own_simulation()
    {
        double[] b = [-2.0, 0.30, 0.20, 0.15, 0.10, 0.05];
        var series = HourlySeries.From(Simulate(b, noise: 0.4, hours: 20_000));
        var model = new LogHarModel().Fit(series.All(), TimeSpan.FromHours(1)).Model!;
        Assert.Equal(b[1], model["beta[1h]"], 0.03);
        Assert.Equal(b[2], model["beta[4h]"], 0.06);
        Assert.Equal(b[3], model["beta[1d]"], 0.12);
        Assert.Equal(b[1..].Sum(), HarLadder.Rungs.ToArray().Sum(k => model[HarLadder.Name(k)]), 0.12);
        // The smearing factor of a normal error of variance 0.16 is exp(0.08), a little less when winsorised.
        Assert.Equal(Math.Exp(0.08), model["smearing"], 0.01);
    }

    [Fact]
    public void Har_keeps_a_forecast_inside_the_range_of_its_targets()
    {
        var bars = SyntheticBars.Make(days: 120);
        var series = HourlySeries.From(bars);
        var fitted = new HarModel().Fit(series.All(), TimeSpan.FromDays(1)).Model!;
        var wild = fitted with { Parameters = [.. fitted.Parameters.Select(p => p.Name == "beta[1d]" ? p with { Value = 1e3 } : p)] };
        Assert.Equal(fitted["max_target"], new HarModel().Filter(wild, series.All()).Forecast);
        var negative = fitted with { Parameters = [.. fitted.Parameters.Select(p => p.Name == "const" ? p with { Value = -1 } : p)] };
        Assert.Equal(fitted["min_target"], new HarModel().Filter(negative, series.All()).Forecast);
    }

    [Fact]
    public void Training_rows_end_one_horizon_before_the_origin()
    {
        var series = HourlySeries.From(SyntheticBars.Make(days: 60));
        var history = series.At(SyntheticBars.Start + (50 * Duration.Day));
        foreach (var days in new[] { 1, 2, 7 })
        {
            var origins = history.TargetOrigins(TimeSpan.FromDays(days));
            Assert.Equal(history.Origin, history.End(origins[^1]) + (days * Duration.Day));
        }
    }

    // A halted market: forty days without a move, then life again.
    [Fact]
    public void A_month_without_a_move_neither_poisons_later_fits_nor_stops_the_walk()
    {
        var bars = SyntheticBars.Make(days: 260);
        for (var i = 100 * 96; i < 140 * 96; i++) bars.Close[i] = bars.Close[(100 * 96) - 1];
        var series = HourlySeries.From(bars);
        var origin = SyntheticBars.Start + (230 * Duration.Day);
        foreach (var model in ModelCatalog.All)
        {
            var fit = model.Fit(series.At(origin), TimeSpan.FromDays(1));
            Assert.True(fit.Model is not null, $"{model.Id}: {fit.Reason}");
            Assert.All(fit.Model.Parameters, p => Assert.True(double.IsFinite(p.Value), $"{model.Id} {p}"));
        }
        var table = Core.Evaluation.WalkForward.Run(series, ModelCatalog.All, TimeSpan.FromDays(1), SyntheticBars.Start, origin);
        Assert.Equal(origin, table.Origins[^1]);
        Assert.All(table.Forecasts.SelectMany(f => f), f => Assert.True(f > 0 && double.IsFinite(f)));
        Assert.DoesNotContain(SyntheticBars.Start + (135 * Duration.Day), table.Origins);
    }

    private static BarSeries Simulate(double[] b, double noise, int hours)
    {
        var random = new SplitMix64(11);
        var variance = new double[hours];
        var close = new double[hours + 1];
        close[0] = 100;
        var mean = b[0] / (1 - b[1..].Sum());
        for (var i = 0; i < hours; i++)
        {
            var log = b[0] + (noise * SyntheticBars.Normal(random));
            for (var k = 0; k < HarLadder.Rungs.Length; k++)
            {
                var width = HarLadder.Rungs[k];
                log += b[k + 1] * (i < HourlySeries.Month ? mean : Math.Log(variance.AsSpan(i - width, width).ToArray().Average()));
            }
            variance[i] = Math.Exp(i < HourlySeries.Month ? mean + (noise * SyntheticBars.Normal(random)) : log);
            close[i + 1] = close[i] * Math.Exp(Math.Sqrt(variance[i]) * (close[i] > 100 ? -1 : 1));
        }
        return SyntheticBars.FromCloses(close, 60);
    }
}
