using Forecast.Core.Evaluation;
using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>The members of the HAR family against their formulas, written out from the bars.</summary>
public sealed class LadderModelTests
{
    private const int PerHour = 4, Hours = 4;

    private static readonly BarSeries Bars = WithJumps(SyntheticBars.Make(days: 60));
    private static readonly MarketHistory History = HourlySeries.From(Bars).All();
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(Hours);
    private static readonly int[] Rungs = [1, 4, 24, 168, 720];

    public static TheoryData<string> LevelModels => ["harj", "har-cj", "harq", "harq-f", "shar", "char", "hexp"];

    [Theory, MemberData(nameof(LevelModels))]
    public void Level_models_are_least_squares_on_their_formula(string id)
    {
        var origins = History.TargetOrigins(Horizon).ToArray().Where(o => o >= 719).ToArray();
        var target = origins.Select(o => Enumerable.Range((o + 1) * PerHour, Hours * PerHour).Sum(j => R(j) * R(j))).ToArray();
        var rows = origins.Select(o => Regressors(id, o)).ToArray();
        var columns = Enumerable.Range(0, rows[0].Length).Select(k => rows.Select(r => r[k]).ToArray()).ToArray();
        var b = LeastSquares.Solve(columns, target)!;
        var fitted = ModelCatalog.Get(id).Fit(History, Horizon).Model!;
        Assert.Equal(origins.Length, fitted.Observations);
        Assert.Equal(b.Length + 2, fitted.Parameters.Count);
        for (var k = 0; k < b.Length; k++) Assert.Equal(1, fitted.Parameters[k].Value / b[k], 1e-6);
        Assert.Equal(1, fitted["min_target"] / target.Min(), 1e-12);
        Assert.Equal(1, fitted["max_target"] / target.Max(), 1e-12);
        var last = Regressors(id, History.Count - 1);
        var forecast = Math.Clamp(b[0] + last.Select((x, k) => b[k + 1] * x).Sum(), target.Min(), target.Max());
        Assert.Equal(1, ModelCatalog.Get(id).Filter(fitted, History).Forecast / forecast, 1e-8);
    }

    [Fact]
    public void A_jump_is_in_the_jump_part_and_hardly_in_the_continuous_part()
    {
        var bars = SyntheticBars.Make(days: 40);
        var jump = (39 * 96) + 50;
        for (var j = jump; j < bars.Count; j++) bars.Close[j] *= 1.05;
        var (plain, jumped) = (HourlySeries.From(SyntheticBars.Make(days: 40)).All(), HourlySeries.From(bars).All());
        double At(LadderModel model, string name, MarketHistory history)
        {
            var values = new double[1];
            model.Terms(history).Single(t => t.Name == name).Fill(history, 24, [history.Count - 1], values);
            return values[0];
        }
        var (test, split, parts) = (new HarContinuousJumpModel(), new SemivarianceHarModel(), new HarJumpModel());
        var whole = At(parts, "beta[1d]", jumped);
        var square = Math.Pow(Math.Log(1.05), 2);
        Assert.Equal(0, At(test, "jump[1d]", plain));
        Assert.InRange(At(test, "jump[1d]", jumped), 0.7 * square, 1.3 * square);
        Assert.Equal(whole, At(test, "jump[1d]", jumped) + At(test, "continuous[1d]", jumped), 1e-15);
        Assert.Equal(whole, At(parts, "jump[1d]", jumped) + At(new ContinuousHarModel(), "bipower[1d]", jumped), 1e-15);
        Assert.Equal(whole, At(split, "up[1d]", jumped) + At(split, "down[1d]", jumped), 1e-15);
        Assert.True(At(split, "down[1d]", jumped) < 0.1 * At(split, "up[1d]", jumped));
    }

    [Fact]
    public void A_market_without_jumps_gives_them_no_coefficient()
    {
        var fitted = new HarContinuousJumpModel().Fit(HourlySeries.From(SyntheticBars.Make(days: 60)).All(), Horizon).Model!;
        Assert.Equal(0, fitted["jump[1d]"]);
        Assert.NotEqual(0, fitted["continuous[1d]"]);
    }

    [Fact]
    public void Weighted_least_squares_meets_its_first_order_conditions()
    {
        var fitted = new WeightedHarModel().Fit(History, Horizon).Model!;
        var (columns, target) = Sample(new WeightedHarModel(), logs: false);
        var plain = Residuals(columns, target, LeastSquares.Solve(columns, target)!);
        var weights = target.Select((y, r) => 1 / Math.Pow(Math.Clamp(y - plain[r], target.Min(), target.Max()), 2)).ToArray();
        var residuals = Residuals(columns, target, Coefficients(fitted));
        Assert.All(columns, x => Assert.True(Math.Abs(Sum(x)) < 1e-7 * x.Select((v, r) => Math.Abs(weights[r] * residuals[r] * v)).Sum()));

        double Sum(double[] x) => x.Select((v, r) => weights[r] * residuals[r] * v).Sum();
    }

    [Fact]
    public void Gamma_regression_minimises_qlike_over_its_training_rows()
    {
        var model = new GammaHarModel();
        var fitted = model.Fit(History, Horizon).Model!;
        var (columns, target) = Sample(model, logs: true);
        Assert.Equal(1, fitted["smearing"]);
        // The score: Σ (y/f − 1) and Σ (y/f − 1) x are zero.
        var ratio = Residuals(columns, target, Coefficients(fitted)).Select(Math.Exp).ToArray();
        Assert.Equal(1, ratio.Average(), 1e-9);
        Assert.All(columns, x => Assert.Equal(0, x.Select((v, r) => (ratio[r] - 1) * (v - x.Average())).Average(), 1e-8));
        double Qlike(double[] c) => Residuals(columns, target, c).Average(e => Math.Exp(e) - e - 1);
        var logs = new LogHarModel().Fit(History, Horizon).Model!;
        Assert.True(Qlike(Coefficients(fitted)) < Qlike(Coefficients(logs)));
    }

    [Fact]
    public void Without_a_season_the_seasonal_model_is_log_har()
    {
        // The first profile comes on the fourth Monday after four weeks of bars. Without its first hour no row's month begins with the series, whose first return is missing.
        var bars = SyntheticBars.Make(days: 44);
        var history = HourlySeries.From(bars.Pick([.. Enumerable.Range(PerHour, bars.Count - PerHour)])).All();
        var (seasonal, plain) = (new SeasonalLogHarModel().Fit(history, Horizon).Model!, new LogHarModel().Fit(history, Horizon).Model!);
        Assert.All(plain.Parameters, p => Assert.Equal(1, seasonal[p.Name] / p.Value, 1e-9));
    }

    [Fact]
    public void Where_there_is_a_season_the_seasonal_models_know_it()
    {
        // Two hours of the day have sixteen times the variance of the others, which no ladder sees coming.
        var random = new SplitMix64(3);
        var close = new double[(200 * 24 * PerHour) + 1];
        close[0] = 100;
        for (var j = 1; j < close.Length; j++) close[j] = close[j - 1] * Math.Exp(0.001 * ((j - 1) / PerHour % 24 is 13 or 14 ? 4 : 1) * SyntheticBars.Normal(random));
        var series = HourlySeries.From(SyntheticBars.FromCloses(close, 15));
        var table = WalkForward.Run(series, [new LogHarModel(), new SeasonalLogHarModel(), new HarXModel()], TimeSpan.FromHours(1), SyntheticBars.Start + (180 * Duration.Day), long.MaxValue);
        double Qlike(string id) => Enumerable.Range(0, table.Count).Where(r => table.Realized[r] > 0).Average(r => Loss.Qlike(table.Realized[r]!.Value, table.Of(id)[r]));
        Assert.True(Qlike("log-har-season") < 0.6 * Qlike("log-har"), $"{Qlike("log-har-season")} against {Qlike("log-har")}");
        Assert.True(Qlike("har-x") < 0.6 * Qlike("log-har"), $"{Qlike("har-x")} against {Qlike("log-har")}");
    }

    [Fact]
    public void Har_x_leaves_out_what_the_source_does_not_give()
    {
        var bare = HourlySeries.From(new BarSeries { Venue = Bars.Venue, Symbol = Bars.Symbol, Interval = Bars.Interval, OpenTime = Bars.OpenTime, Open = Bars.Open, High = Bars.High, Low = Bars.Low, Close = Bars.Close }).All();
        var (model, whole) = (new HarXModel(), new HarXModel().Fit(History, Horizon).Model!);
        var without = model.Fit(bare, Horizon).Model!;
        Assert.Equal(8, whole.Parameters.Count - without.Parameters.Count);
        Assert.Contains(whole.Parameters, p => p.Name == "trades[1d]");
        Assert.DoesNotContain(without.Parameters, p => p.Name == "trades[1d]");
        Assert.True(model.Filter(without, bare).Forecast > 0);
        // Taker buys are half of every bar's volume here: an imbalance that never varies has no coefficient.
        Assert.Equal(0, whole["taker_imbalance[1h]"]);
    }

    [Fact]
    public void Har_x_stays_inside_its_range_through_a_week_without_a_trade()
    {
        var bars = SyntheticBars.Make(days: 60);
        for (var j = bars.Count - (7 * 24 * PerHour); j < bars.Count; j++)
        {
            (bars.Volume![j], bars.Trades![j], bars.TakerBuyBase![j]) = (0, 0, 0);
            bars.Close[j] = bars.Close[j - 1];
        }
        var history = HourlySeries.From(bars).All();
        var model = new HarXModel();
        var fitted = model.Fit(history, Horizon).Model!;
        var season = Math.Exp(history.SeasonAhead(Hours)[^1]);
        Assert.NotEqual(1, season);
        Assert.Equal(fitted["min_target"] * season, model.Filter(fitted, history).Forecast, 1e-20);
    }

    private static BarSeries WithJumps(BarSeries bars)
    {
        foreach (var day in new[] { 9, 22, 41, 45 })
        {
            for (var j = (day * 96) + 30 + day; j < bars.Count; j++) bars.Close[j] *= 1.04;
        }
        return bars;
    }

    private static (double[][] Columns, double[] Target) Sample(LadderModel model, bool logs)
    {
        var rows = Enumerable.Range(0, History.TargetOrigins(Horizon).Length).Where(r => History.TargetOrigins(Horizon)[r] >= 719).ToArray();
        int[] at = [.. rows.Select(r => History.TargetOrigins(Horizon)[r])];
        var columns = model.Terms(History).Select(t =>
        {
            var column = new double[at.Length];
            t.Fill(History, Hours, at, column);
            return column;
        });
        return ([.. columns], [.. rows.Select(r => logs ? History.LogTargets(Horizon)[r] : History.Targets(Horizon)[r])]);
    }

    private static double[] Residuals(double[][] columns, double[] target, double[] b) => [.. target.Select((y, r) => y - b[0] - columns.Select((x, k) => b[k + 1] * x[r]).Sum())];

    // A smearing factor is part of the constant.
    private static double[] Coefficients(FittedModel model) =>
        [model["const"] + (model.Parameters.Any(p => p.Name == "smearing") ? Math.Log(model["smearing"]) : 0), .. Rungs.Select(k => model[HarLadder.Name(k)])];

    private static double[] Regressors(string id, int i)
    {
        // The first returns of the series, and so the first products, are missing: those that are there stand for them.
        double Sum(int k, Func<int, double> term, int first = 1)
        {
            var there = Enumerable.Range((i + 1 - k) * PerHour, k * PerHour).Where(j => j >= first).ToArray();
            return there.Sum(term) * k * PerHour / there.Length;
        }
        double Variance(int k) => Sum(k, j => R(j) * R(j));
        double Continuous(int k) => Math.PI / 2 * Sum(k, j => Math.Abs(R(j) * R(j - 1)), 2);
        double Root(int k) => Math.Sqrt(k * PerHour / 3.0 * Sum(k, j => Math.Pow(R(j), 4)));
        double Jump(int k)
        {
            var (n, variance, bipower) = (k * PerHour, Variance(k), Continuous(k));
            var moment = Math.Pow(2, 2.0 / 3) * MathNet.Numerics.SpecialFunctions.Gamma(7.0 / 6) / Math.Sqrt(Math.PI);
            var tripower = n / Math.Pow(moment, 3) * Sum(k, j => Math.Pow(Math.Abs(R(j) * R(j - 1) * R(j - 2)), 4.0 / 3), 3);
            var z = (1 - (bipower / variance)) / Math.Sqrt(((Math.PI * Math.PI / 4) + Math.PI - 5) / n * Math.Max(1, tripower / (bipower * bipower)));
            return z > 3.0902323061678132 ? variance - bipower : 0;
        }
        double Scaled(int k, double x) => x * Hours / k;
        double Level(int k) => Scaled(k, Variance(k));
        double Bipower(int k) => Scaled(k, Math.Min(Variance(k), Continuous(k)));
        double Attenuation(int k) => Level(k) * Scaled(k, Root(k));
        double Exponential(int half)
        {
            var weights = Enumerable.Range(0, i + 1).Select(j => Math.Pow(0.5, (double)j / half)).ToArray();
            return weights.Select((w, j) => w * History.Variance[i - j]).Sum() / weights.Sum() * Hours;
        }
        double[] ladder = [.. Rungs.Select(Level)];
        return id switch
        {
            "harj" => [.. ladder, Level(24) - Bipower(24)],
            "har-cj" => [Level(1), Level(4), .. Rungs[2..].Select(k => Scaled(k, Variance(k) - Jump(k))), .. Rungs[2..].Select(k => Scaled(k, Jump(k)))],
            "harq" => [.. ladder, Attenuation(24)],
            "harq-f" => [.. ladder, .. Rungs.Select(Attenuation)],
            "shar" => [Level(1), Level(4), Scaled(24, Sum(24, j => R(j) < 0 ? R(j) * R(j) : 0)), Scaled(24, Sum(24, j => R(j) > 0 ? R(j) * R(j) : 0)), Level(168), Level(720)],
            "char" => [.. Rungs.Select(Bipower)],
            "hexp" => [.. new[] { 1, 4, 24, 120, 600, 3000 }.Select(Exponential)],
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "has no formula here"),
        };
    }

    private static double R(int j) => Math.Log(Bars.Close[j] / Bars.Close[j - 1]);
}
