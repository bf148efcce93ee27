using System.Globalization;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginSimulationTests
{
    private static readonly BarSeries Bars = SyntheticBars.Make(days: 420, minutes: 60);

    [Fact]
    public void Outcomes_by_hand()
    {
        var bars = SyntheticBars.FromCloses([100, 110, 99, 120, 90], 24 * 60);
        var sample = MarginSample.From(bars, TimeSpan.FromDays(2), [bars.End(0), bars.End(1), bars.End(2)], [0.01, 0.01, 0.01]);
        var first = sample.Moves[0]!.Value;
        Assert.Equal(120 / 110.0 - 1, Move.Loss(PositionSide.Short, first.Against(PositionSide.Short, MarginTarget.Close)), 1e-12);
        Assert.Equal(1 - (99 * 0.9995 / 110), Move.Loss(PositionSide.Long, first.Against(PositionSide.Long, MarginTarget.Excursion)), 1e-12);
        Assert.Equal(1 - (90 / 99.0), Move.Loss(PositionSide.Long, sample.Moves[1]!.Value.Against(PositionSide.Long, MarginTarget.Close)), 1e-12);
        Assert.Null(sample.Moves[2]);
        Assert.Null(sample.History.DailyReturn[0]);
        Assert.Equal(Math.Log(99 / 110.0), sample.History.DailyReturn[1]!.Value, 1e-12);
    }

    // The whole of the predictive rate once more, in plain loops over closes: variance, tail, control.
    [Theory]
    [InlineData(0.99)]
    [InlineData(0.995)]
    public void The_predictive_rate_by_its_formulas(double confidence)
    {
        var sample = Sample(1);
        double Close(long instant) => Bars.Close[Array.BinarySearch(Bars.OpenTime, instant - Duration.Hour)];
        bool Has(long instant) => Array.BinarySearch(Bars.OpenTime, instant - Duration.Hour) >= 0;
        var (g, z, log, watched) = (new double[sample.Count], new List<double>(), 0.0, new double?[sample.Count]);
        var seen = 0;
        for (var t = 0; t < sample.Count; t++)
        {
            var now = sample.Origins[t];
            var squares = Enumerable.Range(0, 365).Select(k => now - (k * Duration.Day)).Where(o => Has(o) && Has(o - Duration.Day)).Select(o => Math.Pow(Math.Log(Close(o) / Close(o - Duration.Day)), 2)).ToArray();
            g[t] = squares.Length < 30 ? sample.ForecastVariance[t] : Math.Pow(sample.ForecastVariance[t], 0.8) * Math.Pow(squares.Average(), 0.2);
            if (t > 0)
            {
                var loss = 1 - (Close(now) / Close(sample.Origins[t - 1]));
                z.Add(-Math.Log(1 - loss) / Math.Sqrt(g[t - 1]));
                if (watched[t - 1] is { } was) log = Math.Clamp(log + (0.05 * ((loss > was ? 1 : 0) - 0.01)), -0.3, 0.5);
            }
            if (z.Count < 250) continue;
            var sorted = z.Order().ToArray();
            var rank = (int)Math.Ceiling(sorted.Length * 0.9);
            var (u, excess) = (sorted[rank - 1], sorted[rank..].Average() - sorted[rank - 1]);
            // Fewer than 50 excesses: shape ¼, scale ¾ of their mean.
            Assert.True(sorted.Length - rank < 50);
            double Rate(double c) => 1 - Math.Exp(-Math.Sqrt(g[t]) * (u + (0.75 * excess / 0.25 * (Math.Pow((1 - c) / 0.1, -0.25) - 1))) * Math.Exp(log));
            watched[t] = Rate(0.99);
            var rates = MarginSimulation.Rates(sample, PositionSide.Long, MarginTarget.Close, confidence)[t]!;
            Assert.Equal(Rate(confidence), rates.Predictive, 1e-10);
            Assert.Equal(z.Count, rates.Scenarios);
            Assert.True(rates.Shortfall > rates.Predictive);
            seen++;
        }
        Assert.True(seen > 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_had_not_matured_changes_no_bit(int days)
    {
        var sample = Sample(days);
        var row = sample.Count - 40;
        var altered = MarginSample.From(SyntheticBars.AlterAfter(Bars, sample.Origins[row]), TimeSpan.FromDays(days), sample.Origins, sample.ForecastVariance);
        foreach (var side in Recommender.Sides)
        {
            foreach (var target in Enum.GetValues<MarginTarget>())
            {
                var before = MarginSimulation.Rates(sample, side, target, 0.99);
                Assert.Equal(before[..(row + 1)], MarginSimulation.Rates(altered, side, target, 0.99)[..(row + 1)]);
                Assert.NotNull(before[row]);
            }
        }
    }

    [Fact]
    public void Rates_grow_with_confidence_and_excursions_cost_at_least_as_much()
    {
        var sample = Sample(1);
        foreach (var side in Recommender.Sides)
        {
            var low = MarginSimulation.Rates(sample, side, MarginTarget.Close, 0.95)[^1]!;
            var high = MarginSimulation.Rates(sample, side, MarginTarget.Close, 0.99)[^1]!;
            var worst = MarginSimulation.Rates(sample, side, MarginTarget.Excursion, 0.99)[^1]!;
            Assert.True(low.Predictive <= high.Predictive && low.Static <= high.Static && low.Dynamic <= high.Dynamic);
            Assert.True(high.Predictive <= worst.Predictive && high.Static <= worst.Static);
            Assert.InRange(high.Predictive, 0, 1);
        }
    }

    // Twice the volatility in every forecast leaves the rate; twice at the last origin alone makes the log move that it covers 2^0.8 times as large.
    [Theory]
    [InlineData(PositionSide.Long)]
    [InlineData(PositionSide.Short)]
    public void The_rate_scales_with_the_volatility_at_its_own_origin(PositionSide side)
    {
        // From where a month of daily returns is known.
        var whole = Sample(1);
        var sample = MarginSample.From(Bars, whole.Period, whole.Origins.AsSpan(30), whole.ForecastVariance.AsSpan(30));
        MarginSample With(Func<int, double> factor) => MarginSample.From(Bars, sample.Period, sample.Origins, [.. sample.ForecastVariance.Select((v, i) => v * factor(i))]);
        double Covered(MarginSample s) => Move.AgainstAt(side, MarginSimulation.Rates(s, side, MarginTarget.Close, 0.99)[^1]!.Predictive);
        var covered = Covered(sample);
        Assert.Equal(covered, Covered(With(_ => 4)), 1e-12);
        Assert.Equal(Math.Pow(2, 0.8) * covered, Covered(With(i => i == sample.Count - 1 ? 4 : 1)), 1e-12);
        Assert.True(covered > 0);
    }

    // Rises of 1, 2, … 400 basis points in mixed order: of 400 sorted, 99 % is the 396th, 99.5 % the 398th, without interpolation.
    [Fact]
    public void The_static_rate_by_hand()
    {
        var rise = new double[432];
        for (var d = 31; d < 431; d++) rise[d] = (d * 7 % 400) + 1;
        var close = new double[433];
        close[0] = 100;
        for (var d = 0; d < 432; d++) close[d + 1] = close[d] * (1 + (rise[d] * 1e-4));
        var bars = SyntheticBars.FromCloses(close, 24 * 60);
        // The origins before each of the 400 rises, and the one after the last, where all of them have matured.
        long[] origins = [.. Enumerable.Range(30, 401).Select(bars.End)];
        var sample = MarginSample.From(bars, TimeSpan.FromDays(1), origins, [.. origins.Select(_ => 0.001)]);
        double Rate(double confidence) => MarginSimulation.Rates(sample, PositionSide.Short, MarginTarget.Close, confidence)[^1]!.Static;
        Assert.Equal(0.0396, Rate(0.99), 1e-12);
        Assert.Equal(0.0398, Rate(0.995), 1e-12);
        Assert.Equal(0, MarginSimulation.Rates(sample, PositionSide.Long, MarginTarget.Close, 0.99)[^1]!.Static);
    }

    // Rare crashes in calm days, then wild ones: volatility times a standardised loss exceeds the notional.
    [Fact]
    public void A_long_never_pays_more_than_its_notional_and_nobody_less_than_nothing()
    {
        var close = new double[801];
        close[0] = 100;
        for (var d = 1; d < close.Length; d++)
            close[d] = close[d - 1] * Math.Exp(d > 780 ? (d % 2 == 0 ? 0.35 : -0.3) : d % 80 == 0 ? -0.2 : d % 2 == 0 ? 0.005 : -0.005);
        var bars = SyntheticBars.FromCloses(close, 24 * 60);
        long[] origins = [.. Enumerable.Range(2, 790).Select(bars.End)];
        var sample = MarginSample.From(bars, TimeSpan.FromDays(1), origins, [.. origins.Select((_, i) => i > 700 ? 90_000.0 : 0.001)]);
        foreach (var side in Recommender.Sides)
        {
            var rates = MarginSimulation.Rates(sample, side, MarginTarget.Close, 0.995).OfType<RawRates>().ToArray();
            Assert.All(rates, r => Assert.True(r.Static >= 0 && r.Dynamic >= 0 && r.Predictive >= 0 && double.IsFinite(r.Dynamic) && double.IsFinite(r.Predictive)));
            if (side == PositionSide.Long) Assert.All(rates, r => Assert.True(r.Static < 1 && r.Dynamic < 1 && r.Predictive < 1));
        }
        var longs = MarginSimulation.Rates(sample, PositionSide.Long, MarginTarget.Close, 0.995)[^1]!;
        Assert.Equal(Math.BitDecrement(1.0), longs.Dynamic);
        Assert.Equal(Math.BitDecrement(1.0), longs.Predictive);
    }

    // Where every bar stays above the close at the origin, the worst of a long is a gain and keeps its sign.
    [Fact]
    public void An_excursion_that_is_a_gain_is_signed()
    {
        var bars = SyntheticBars.FromCloses([100, 100, 100], 24 * 60);
        bars.Low[1] = bars.Open[1] = 101;
        bars.Close[1] = bars.High[1] = 103;
        var move = MarginSample.From(bars, TimeSpan.FromDays(1), [bars.End(0)], [0.01]).Moves[0]!.Value;
        Assert.Equal(-0.01, Move.Loss(PositionSide.Long, move.Against(PositionSide.Long, MarginTarget.Excursion)), 1e-12);
        Assert.Equal(-0.03, Move.Loss(PositionSide.Long, move.Against(PositionSide.Long, MarginTarget.Close)), 1e-12);
    }

    [Fact]
    public void Origins_out_of_order_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => MarginSample.From(Bars, TimeSpan.FromDays(1), [Bars.End(47), Bars.End(23)], [0.01, 0.01]));
        Assert.Contains("origins must increase", error.Message, StringComparison.Ordinal);
    }

    // A missing bar takes away the move of every period that holds it, and the origins whose last bar it is.
    [Fact]
    public void A_missing_bar_has_no_move()
    {
        var whole = SyntheticBars.Make(days: 12, minutes: 60);
        const int Gap = (5 * 24) + 7;
        T[] Without<T>(T[] column) => [.. column[..Gap], .. column[(Gap + 1)..]];
        var bars = new BarSeries
        {
            Venue = whole.Venue,
            Symbol = whole.Symbol,
            Interval = whole.Interval,
            OpenTime = Without(whole.OpenTime),
            Open = Without(whole.Open),
            High = Without(whole.High),
            Low = Without(whole.Low),
            Close = Without(whole.Close),
            Volume = Without(whole.Volume!),
            QuoteVolume = Without(whole.QuoteVolume!),
            Trades = Without(whole.Trades!),
            TakerBuyBase = Without(whole.TakerBuyBase!),
            TakerBuyQuote = Without(whole.TakerBuyQuote!),
        }.Validated();
        long[] origins = [.. Enumerable.Range(1, 9).Select(d => SyntheticBars.Start + (d * Duration.Day))];
        var sample = MarginSample.From(bars, TimeSpan.FromDays(2), origins, [.. origins.Select(_ => 0.01)]);
        Assert.Equal(9, sample.Count);
        Assert.Equal([4, 5], sample.Origins.Where((_, i) => sample.Moves[i] is null).Select(o => (o - SyntheticBars.Start) / Duration.Day));
        Assert.Empty(MarginSample.From(bars, TimeSpan.FromDays(1), [whole.End(Gap)], [0.01]).Origins);
    }

    // What needs no forecast uses the days before the first one, too.
    [Fact]
    public void Static_rates_stand_on_every_loss_since_the_first_price()
    {
        var whole = Sample(1);
        var late = MarginSample.From(Bars, TimeSpan.FromDays(1), whole.Origins.AsSpan(100), whole.ForecastVariance.AsSpan(100));
        var rate = MarginSimulation.Rates(late, PositionSide.Short, MarginTarget.Close, 0.99)[^1]!;
        var last = late.Origins[^1];
        double Close(long instant) => Bars.Close[Array.BinarySearch(Bars.OpenTime, instant - Duration.Hour)];
        var losses = Enumerable.Range(1, 500).Select(d => SyntheticBars.Start + (d * Duration.Day)).Where(o => o + Duration.Day <= last).Select(o => (Close(o + Duration.Day) / Close(o)) - 1).Order().ToArray();
        Assert.True(losses.Length > rate.Scenarios + 100);
        Assert.Equal(losses[(int)Math.Ceiling(losses.Length * 0.99) - 1], rate.Static, 1e-12);
    }

    [Fact]
    public void Too_few_periods_have_no_rate()
    {
        var rates = MarginSimulation.Rates(Sample(1), PositionSide.Long, MarginTarget.Close, 0.99);
        Assert.Null(rates[200]);
        Assert.Equal(MarginSimulation.LeastScenarios, rates.First(r => r is not null)!.Scenarios);
    }

    // Profits and losses of six portfolios, their quantiles and means up to these, published with another risk engine: order statistics, not interpolated.
    [Fact]
    public void Order_statistics_as_published()
    {
        static string[][] Rows(string file) => [.. File.ReadAllLines(SharedFolder.File($"vectors/margin/ore_var/{file}")).Where(l => l.Length > 0).Select(l => l.TrimStart('#').Split(','))];
        var moves = Rows("HistSimVar_historical_PnL.csv").Skip(1).GroupBy(r => (r[0], r[1], r[2])).ToDictionary(g => g.Key, g => g.Select(r => double.Parse(r[5], CultureInfo.InvariantCulture)).Order().ToArray());
        var published = Rows("HistSimVar_var.csv");
        foreach (var row in published.Skip(1))
        {
            for (var k = 3; k < published[0].Length; k++)
            {
                var (sorted, probability) = (moves[(row[0], row[1], row[2])], double.Parse(published[0][k].Split('_')[1], CultureInfo.InvariantCulture));
                var actual = published[0][k].StartsWith("Quantile", StringComparison.Ordinal) ? OrderStatistic.Of(sorted, probability) : OrderStatistic.MeanUpTo(sorted, probability);
                Assert.Equal(double.Parse(row[k], CultureInfo.InvariantCulture), actual, 1e-6);
            }
        }
    }

    internal static MarginSample Sample(int days)
    {
        var random = new SplitMix64(21);
        long[] origins = [.. Enumerable.Range(10, 405).Select(d => SyntheticBars.Start + (d * Duration.Day))];
        return MarginSample.From(Bars, TimeSpan.FromDays(days), origins, [.. origins.Select(_ => 0.002 * days * Math.Exp(0.3 * SyntheticBars.Normal(random)))]);
    }
}
