using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Market;

public sealed class SimulatedMarketTests
{
    private static readonly Lazy<IReadOnlyList<SimulatedHistory>> Long = new(() => SimulatedMarket.Generate(Specification(days: 700)));

    internal static SimulatedMarketSpecification Specification(int days) => new(
        Seed: 42, new DateOnly(2023, 1, 1), days, TimeSpan.FromMinutes(15),
        new LogVarianceDynamics(TimeSpan.FromDays(20), 0.5, TimeSpan.FromHours(10), 0.4),
        new LogVarianceDynamics(TimeSpan.FromDays(15), 0.3, TimeSpan.FromHours(6), 0.4),
        Leverage: -0.15,
        new JumpDynamics(0.05, 0.04, 1.0), new JumpDynamics(0.25, 0.05, 0.6),
        new OrderFlowDynamics(TimeSpan.FromHours(2), 0.5, 0.12, 0.5, 0.25),
        HourOfDay: [.. Enumerable.Range(0, 24).Select(h => h is >= 13 and <= 16 ? 1.6 : h is >= 2 and <= 6 ? 0.7 : 1)],
        DayOfWeek: [1.1, 1.1, 1.1, 1.1, 1.1, 0.6, 0.7],
        [
            new SimulatedInstrument("ONE-SIM", 0.45, 40_000, 0.01m, 0.00001m, 0.9, 1, 1_000_000, 1000),
            new SimulatedInstrument("TWO-SIM", 0.8, 100, 0.001m, 0.01m, 0.7, 0.9, 200_000, 400),
            new SimulatedInstrument("THREE-SIM", 1.3, 2, 0.00001m, 1m, 0.5, 0.8, 40_000, 120),
        ]);

    [Fact]
    public void Squared_returns_are_on_average_the_integrated_variance()
    {
        foreach (var (bars, variance) in Long.Value)
        {
            var ratio = Enumerable.Range(0, bars.Count).Select(i => Math.Pow(Math.Log(bars.Close[i] / bars.Open[i]), 2) / variance.Total(i)).Average();
            // r² / IV of a bar is χ²(1) or narrower (jumps are in IV as they happened): standard error √(2 / n), and the bound is five of them.
            Assert.InRange(ratio, 1 - (5 * Math.Sqrt(2.0 / bars.Count)), 1 + (5 * Math.Sqrt(2.0 / bars.Count)));
        }
    }

    [Fact]
    public void Long_run_volatility_and_its_jump_share_are_as_specified()
    {
        // Many short independent markets rather than a long one: the mean of a slow factor settles over months.
        var (total, jumps) = (new List<double>(), new List<double>());
        for (var seed = 0UL; seed < 150; seed++)
        {
            var (bars, variance) = SimulatedMarket.Generate(Specification(days: 28) with { Seed = seed, Instruments = [Specification(1).Instruments[0]] })[0];
            total.Add(Enumerable.Range(0, bars.Count).Sum(variance.Total) / 28 * 365 / (0.45 * 0.45));
            jumps.Add(variance.Jump.Sum() / 28 * 365 / (0.45 * 0.45));
        }
        AssertMean(1, total);
        AssertMean(0.09, jumps);

        static void AssertMean(double expected, List<double> sample)
        {
            var mean = sample.Average();
            var error = Math.Sqrt(sample.Average(x => (x - mean) * (x - mean)) / sample.Count);
            Assert.InRange(mean, expected - (4.5 * error), expected + (4.5 * error));
            Assert.True(error < 0.1 * Math.Max(expected, 0.2), $"the standard error {error} says nothing");
        }
    }

    [Fact]
    public void Volatility_follows_the_hours_and_the_week()
    {
        foreach (var (bars, variance) in Long.Value)
        {
            double Mean(Func<DateTimeOffset, bool> when) => Enumerable.Range(0, bars.Count).Where(i => when(Instant.ToTime(bars.OpenTime[i]))).Average(i => Math.Log(variance.Diffusive[i]));
            // Mean logs have no heavy tails; 0.15 is above five standard errors of either difference.
            Assert.Equal(Math.Log(1.6 / 0.7), Mean(t => t.Hour is >= 13 and <= 16) - Mean(t => t.Hour is >= 2 and <= 6), 0.15);
            Assert.Equal(Math.Log(1.1 / 0.7), Mean(t => t.DayOfWeek == DayOfWeek.Monday) - Mean(t => t.DayOfWeek == DayOfWeek.Sunday), 0.15);
            Assert.Equal(Math.Log(1.1 / 0.6), Mean(t => t.DayOfWeek == DayOfWeek.Wednesday) - Mean(t => t.DayOfWeek == DayOfWeek.Saturday), 0.15);
        }
    }

    [Fact]
    public void Order_flow_leads_volatility()
    {
        foreach (var (bars, variance) in Long.Value)
        {
            var (imbalance, trades) = Leads(bars, variance);
            // 700 × 24 hours: five standard errors of a zero correlation are 0.04.
            Assert.InRange(imbalance, 0.1, 0.9);
            Assert.InRange(trades, 0.1, 0.9);
        }
    }

    [Fact]
    public void Without_informed_flow_nothing_leads()
    {
        var blind = Specification(days: 700);
        var (bars, variance) = SimulatedMarket.Generate(blind with { OrderFlow = blind.OrderFlow with { InformedShare = 0 }, Instruments = [blind.Instruments[1]] })[0];
        var (imbalance, trades) = Leads(bars, variance);
        Assert.InRange(imbalance, -0.05, 0.05);
        Assert.InRange(trades, -0.05, 0.05);
    }

    [Fact]
    public void Returns_are_correlated_and_have_fat_tails()
    {
        double[] Returns(int k) => [.. Long.Value[k].Bars.Close.Zip(Long.Value[k].Bars.Open, (c, o) => Math.Log(c / o))];
        Assert.InRange(Correlation(Returns(0), Returns(1)), 0.4, 0.8);
        Assert.InRange(Correlation(Returns(0), Returns(2)), 0.25, 0.65);
        for (var k = 0; k < 3; k++)
        {
            var r = Returns(k);
            Assert.InRange(r.Average(x => Math.Pow(x, 4)) / Math.Pow(r.Average(x => x * x), 2), 6, 80);
        }
    }

    [Fact]
    public void Falls_raise_volatility()
    {
        var (bars, variance) = Long.Value[0];
        var shock = Enumerable.Range(0, bars.Count - 1).Select(i => Math.Log(bars.Close[i] / bars.Open[i]) / Math.Sqrt(variance.Total(i))).ToArray();
        var change = Enumerable.Range(0, bars.Count - 1).Select(i => Math.Log(variance.Diffusive[i + 1] / variance.Diffusive[i])).ToArray();
        Assert.InRange(Correlation(shock, change), -0.3, -0.05);
    }

    [Fact]
    public void More_days_leave_the_first_as_they_are()
    {
        var (shorter, longer) = (SimulatedMarket.Generate(Specification(days: 9)), SimulatedMarket.Generate(Specification(days: 13)));
        for (var k = 0; k < 3; k++) AssertSameBits(shorter[k], longer[k], 9 * 96);
    }

    [Fact]
    public void Other_instruments_do_not_matter()
    {
        var all = Specification(days: 9);
        var newcomer = all.Instruments[0] with { Symbol = "NEW-SIM" };
        var others = SimulatedMarket.Generate(all with { Instruments = [newcomer, all.Instruments[2]] });
        AssertSameBits(SimulatedMarket.Generate(all)[2], others[1], 9 * 96);
        Assert.NotEqual(SimulatedMarket.Generate(all)[0].Bars.Close, others[0].Bars.Close);
    }

    [Fact]
    public void Another_seed_is_another_market() => Assert.NotEqual(
        SimulatedMarket.Generate(Specification(days: 2))[0].Bars.Close, SimulatedMarket.Generate(Specification(days: 2) with { Seed = 43 })[0].Bars.Close);

    [Fact]
    public void Bars_are_continuous_on_the_tick_and_the_lot()
    {
        foreach (var ((bars, _), instrument) in Long.Value.Zip(Specification(1).Instruments))
        {
            bars.Validated();
            Assert.Equal(700 * 96, bars.Count);
            for (var i = 1; i < bars.Count; i++) Assert.Equal(bars.Close[i - 1], bars.Open[i]);
            // The double is the nearest to a decimal on the grid: what is printed is what a venue would print.
            Assert.All(bars.Close, p => Assert.Equal(0m, (decimal)p % instrument.Tick));
            Assert.All(bars.Volume!, v => Assert.Equal(0m, (decimal)v % instrument.Lot));
            for (var i = 0; i < bars.Count; i++) Assert.True(bars.TakerBuyBase![i] <= bars.Volume![i] && bars.TakerBuyQuote![i] <= bars.QuoteVolume![i]);
        }
    }

    [Fact]
    public void What_cannot_be_simulated_is_refused_by_name()
    {
        var good = Specification(days: 1);
        void Refused(SimulatedMarketSpecification bad, string what) => Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(() => SimulatedMarket.Generate(bad)).Message);
        Refused(good with { Days = 0 }, "days");
        Refused(good with { Interval = TimeSpan.FromMinutes(7) }, "interval");
        Refused(good with { HourOfDay = [1, 2] }, "hourOfDay");
        Refused(good with { DayOfWeek = [1, 1, 1, 1, 1, 1, double.NaN] }, "factor");
        Refused(good with { Leverage = double.NaN }, "leverage");
        Refused(good with { OrderFlow = good.OrderFlow with { Lead = TimeSpan.FromMinutes(10) } }, "lead");
        Refused(good with { OwnJumps = new JumpDynamics(0, 0.1, 0) }, "ownJumps");
        Refused(good with { Instruments = [] }, "instruments");
        Refused(good with { Instruments = [good.Instruments[0], good.Instruments[0]] }, "ONE-SIM");
        Refused(good with { Instruments = [good.Instruments[0] with { Tick = 0.03m }] }, "tick");
    }

    /// <summary>Correlations of an hour's mean absolute imbalance, and of its surplus of trades, with what the next hour's log variance adds to a forecast from the past variances.</summary>
    private static (double Imbalance, double Trades) Leads(BarSeries bars, IntegratedVariance variance)
    {
        var hours = bars.Count / 4;
        double Sum(double[] x, int h) => x[4 * h] + x[(4 * h) + 1] + x[(4 * h) + 2] + x[(4 * h) + 3];
        var log = Enumerable.Range(0, hours).Select(h => Math.Log(Sum(variance.Diffusive, h))).ToArray();
        var season = Enumerable.Range(0, 168).Select(w => Enumerable.Range(0, hours / 168).Average(k => log[(168 * k) + w])).ToArray();
        var x = Enumerable.Range(0, hours).Select(h => log[h] - season[h % 168]).ToArray();
        var origins = Enumerable.Range(24, hours - 25).ToArray();
        double[][] past = [[.. origins.Select(h => x[h])], [.. origins.Select(h => x[h - 1])], [.. origins.Select(h => x[(h - 23)..(h + 1)].Average())]];
        double[] next = [.. origins.Select(h => x[h + 1])];
        double[] Residual(double[] y)
        {
            var b = LeastSquares.Solve(past, y)!;
            return [.. y.Select((v, i) => v - b[0] - (b[1] * past[0][i]) - (b[2] * past[1][i]) - (b[3] * past[2][i]))];
        }
        double[] imbalance = [.. origins.Select(h => Enumerable.Range(4 * h, 4).Average(i => Math.Abs((2 * bars.TakerBuyBase![i] / bars.Volume![i]) - 1)))];
        double[] trades = [.. origins.Select(h => Math.Log(Enumerable.Range(4 * h, 4).Sum(i => bars.Trades![i])) - (0.5 * season[h % 168]))];
        return (Correlation(Residual(imbalance), Residual(next)), Correlation(Residual(trades), Residual(next)));
    }

    private static void AssertSameBits(SimulatedHistory a, SimulatedHistory b, int count)
    {
        Assert.Equal(a.Bars.OpenTime, b.Bars.OpenTime[..count]);
        Assert.Equal(a.Bars.Trades, b.Bars.Trades![..count]);
        Func<SimulatedHistory, double[]>[] columns =
        [
            h => h.Bars.Open, h => h.Bars.High, h => h.Bars.Low, h => h.Bars.Close, h => h.Bars.Volume!, h => h.Bars.QuoteVolume!, h => h.Bars.TakerBuyBase!,
            h => h.Bars.TakerBuyQuote!, h => h.Variance.Diffusive, h => h.Variance.Jump,
        ];
        foreach (var column in columns)
            Assert.Equal(column(a).Select(BitConverter.DoubleToInt64Bits), column(b)[..count].Select(BitConverter.DoubleToInt64Bits));
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (ma, mb) = (a.Average(), b.Average());
        var (saa, sbb, sab) = (a.Sum(x => (x - ma) * (x - ma)), b.Sum(x => (x - mb) * (x - mb)), a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum());
        return sab / Math.Sqrt(saa * sbb);
    }
}
