using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

/// <summary>What every measure of the catalogue keeps to, whatever it measures.</summary>
public sealed class MeasureCatalogTests
{
    private const string Variance = "variance over the window", Quartic = "variance squared";

    public static TheoryData<MeasureConvention> Conventions => [MeasureConvention.Textbook, MeasureConvention.FiniteSample, MeasureConvention.HighFrequency];

    private static readonly Gen<double> Move = Gen.Frequency((8, Gen.Double[-0.02, 0.02]), (2, Gen.Const(0.0)), (1, Gen.Double[-0.3, 0.3]));

    // Days of hourly bars with holes, now and then without a trade.
    private static readonly Gen<BarSeries> Bars = Gen.Select(Gen.Select(Move, Gen.Double[0, 0.01], Gen.Double[0, 0.01], Gen.Double[0, 1]).Array[24, 90], Gen.Int[0, 23], Gen.Int[1, 6]).Select((rows, skip, every) => Make(rows, skip, every));

    [Theory]
    [MemberData(nameof(Conventions))]
    public void A_stream_gives_the_bits_of_a_batch_in_whatever_pieces(MeasureConvention convention) =>
        Gen.Select(Bars, Gen.Int[1, 40].Array[1, 5]).Sample(
            (bars, pieces) =>
            {
                var stream = new DailyMeasureStream(bars.Interval, convention);
                for (int at = 0, k = 0; at < bars.Count; k++)
                {
                    int[] rows = [.. Enumerable.Range(at, Math.Min(pieces[k % pieces.Length], bars.Count - at))];
                    stream.Add(bars.Pick(rows));
                    at += rows.Length;
                }
                var (whole, pieced) = (DailyMeasures.From(bars, convention), stream.Build());
                Assert.Equal(whole.Day, pieced.Day);
                Assert.Equal(whole.MissingBars, pieced.MissingBars);
                for (var m = 0; m < whole.Values.Length; m++) Assert.Equal(Bits(whole.Values[m]), Bits(pieced.Values[m]));
            },
            iter: 100);

    // Ten weeks: long enough for a season and for jumps of returns.
    [Fact]
    public void A_long_stream_gives_the_bits_of_a_batch_too()
    {
        var bars = SyntheticBars.Make(days: 70, minutes: 60);
        var stream = new DailyMeasureStream(bars.Interval);
        for (int at = 0, size = 1; at < bars.Count; at += size, size = (size * 7 % 50) + 1) stream.Add(bars.Pick([.. Enumerable.Range(at, Math.Min(size, bars.Count - at))]));
        var (whole, pieced) = (DailyMeasures.From(bars), stream.Build());
        Assert.NotNull(whole.Of("deseasonalized_variance")[^1]);
        for (var m = 0; m < whole.Values.Length; m++) Assert.Equal(Bits(whole.Values[m]), Bits(pieced.Values[m]));
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void Values_are_finite_or_absent_and_what_is_a_variance_or_a_count_is_not_negative(MeasureConvention convention) =>
        Bars.Sample(
            bars =>
            {
                var days = DailyMeasures.From(bars, convention);
                foreach (var (measure, values) in MeasureCatalog.All.Zip(days.Values))
                {
                    foreach (var v in values.OfType<double>())
                    {
                        Assert.True(double.IsFinite(v), $"{measure.Name} is {v}");
                        // Garman and Klass's estimator is below 0 where a bar ends far outside of what its range lets expect.
                        if (measure.Unit is Variance or Quartic or "trades" or "returns" && measure.Name != "garman_klass_variance") Assert.True(v >= -1e-18, $"{measure.Name} is {v}");
                    }
                }
            },
            iter: 100);

    [Fact]
    public void Prices_in_another_currency_and_a_later_week_change_nothing_but_the_flow_in_money() =>
        Gen.Select(Bars, Gen.Int[-8, 8], Gen.Int[1, 52]).Sample(
            (bars, power, weeks) =>
            {
                var k = Math.ScaleB(1, power);
                double[] Times(double[] prices) => Array.ConvertAll(prices, p => k * p);
                var other = new BarSeries
                {
                    Venue = bars.Venue, Symbol = bars.Symbol, Interval = bars.Interval, OpenTime = Array.ConvertAll(bars.OpenTime, t => t + (weeks * 7 * Duration.Day)),
                    Open = Times(bars.Open), High = Times(bars.High), Low = Times(bars.Low), Close = Times(bars.Close), Volume = bars.Volume, Trades = bars.Trades, TakerBuyBase = bars.TakerBuyBase,
                    QuoteVolume = Times(bars.QuoteVolume!), TakerBuyQuote = Times(bars.TakerBuyQuote!),
                };
                var (a, b) = (DailyMeasures.From(bars), DailyMeasures.From(other));
                foreach (var (measure, k1, k2) in MeasureCatalog.All.Zip(a.Values, b.Values))
                {
                    if (!measure.Unit.Contains("quote", StringComparison.Ordinal)) Assert.Equal(Bits(k1), Bits(k2));
                }
            },
            iter: 100);

    [Fact]
    public void Variances_grow_with_the_square_of_returns_and_quarticities_with_the_fourth_power()
    {
        var bars = SyntheticBars.Make(days: 3);
        double[] Powered(double[] prices) => Array.ConvertAll(prices, p => Math.Pow(p / bars.Open[0], 2));
        var doubled = new BarSeries { Venue = bars.Venue, Symbol = bars.Symbol, Interval = bars.Interval, OpenTime = bars.OpenTime, Open = Powered(bars.Open), High = Powered(bars.High), Low = Powered(bars.Low), Close = Powered(bars.Close) };
        var (one, two) = (DailyMeasures.From(bars), DailyMeasures.From(doubled));
        foreach (var (measure, a, b) in MeasureCatalog.All.Zip(one.Values, two.Values))
        {
            var factor = measure.Unit switch { Variance => 4, Quartic => 16, _ => 0 };
            for (var d = 0; factor > 0 && d < a.Length; d++)
            {
                Assert.Equal(a[d] is null, b[d] is null);
                if (a[d] is { } value) Assert.Equal(factor * value, b[d]!.Value, 1e-9 * factor * Math.Abs(value) + 1e-25);
            }
        }
    }

    // Normal returns of constant variance 1 a day, a fifth of the minutes lost at random: what is left stands for the whole.
    [Fact]
    public void Measures_of_a_window_with_lost_bars_estimate_the_whole()
    {
        var random = new SplitMix64(9);
        const int Days = 40;
        var minutes = SyntheticBars.Walk(Days * 1440, TimeSpan.FromMinutes(1), random, 1 / Math.Sqrt(1440));
        var days = DailyMeasures.From(minutes.Pick([.. Enumerable.Range(0, minutes.Count).Where(_ => random.Next(5) > 0)]));
        double Mean(string measure) => days.Of(measure).Average()!.Value;
        // Four standard errors; 64 % of the returns have both of their bars.
        Assert.Equal(1, Mean("realized_variance"), 4 * Math.Sqrt(2 / (Days * 1440 * 0.64)));
        Assert.Equal(0.5, Mean("down_semivariance"), 4 * Math.Sqrt(1.25 / (Days * 1440 * 0.64)));
        foreach (var measure in new[] { "bipower_variation", "tripower_variation", "quadpower_variation", "median_variance", "minimum_variance" }) Assert.Equal(1, Mean(measure), 0.05);
        foreach (var measure in new[] { "quarticity", "tripower_quarticity", "quadpower_quarticity", "median_quarticity", "minimum_quarticity", "span_quarticity" }) Assert.Equal(1, Mean(measure), 0.12);
    }

    // 600 days of normal quarter hours, 45 % of each at its end missing: the jump statistic stays about standard normal, and finds jumps no more often than it should.
    [Fact]
    public void Missing_bars_do_not_make_jumps()
    {
        var bars = SyntheticBars.Walk(600 * 96, TimeSpan.FromMinutes(15), new SplitMix64(31), 1e-3);
        var z = DailyMeasures.From(bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => i % 96 < 53)])).Of("jump_ratio").OfType<double>().ToArray();
        // The last day is not over.
        Assert.Equal(599, z.Length);
        Assert.InRange(Math.Sqrt(z.Average(v => v * v)), 0.85, 1.15);
        Assert.InRange(z.Count(v => v > JumpTest.Critical), 0, 5);
    }

    [Fact]
    public void Too_few_returns_define_no_variance()
    {
        var bars = SyntheticBars.Make(days: 2);
        var few = DailyMeasures.From(bars.Pick([.. Enumerable.Range(0, 40), .. Enumerable.Range(96, 96)]));
        foreach (var (measure, values) in MeasureCatalog.All.Zip(few.Values))
        {
            if (measure.Unit is Variance or Quartic) Assert.True(values[0] is null, measure.Name);
        }
        Assert.NotNull(few.Of("volume")[0]);
    }

    [Fact]
    public void A_day_that_did_not_move_has_no_variance_and_no_jumps()
    {
        var flat = SyntheticBars.Walk(3 * 96, TimeSpan.FromMinutes(15), new SplitMix64(1), 0);
        var days = DailyMeasures.From(flat);
        foreach (var (measure, values) in MeasureCatalog.All.Zip(days.Values))
        {
            if (measure.Unit is Variance or Quartic && !measure.Name.StartsWith("return_", StringComparison.Ordinal) && measure.Name != "deseasonalized_variance") Assert.Equal(0, values[1]);
        }
        Assert.Equal((null, null, null, null), (days.Of("skewness")[1], days.Of("kurtosis")[1], days.Of("jump_ratio")[1], days.Of("jump_linear")[1]));
    }

    [Fact]
    public void The_values_of_a_day_that_is_not_over_can_be_asked_for()
    {
        var bars = SyntheticBars.Make(days: 3);
        var stream = new DailyMeasureStream(bars.Interval);
        Assert.Null(stream.Today());
        stream.Add(bars.Until(SyntheticBars.Start + (3 * Duration.Day) - 1));
        var (today, whole) = (stream.Today()!, DailyMeasures.From(bars));
        Assert.Equal(whole.Of("realized_variance")[2]!.Value, today[0]!.Value, 0.2 * whole.Of("realized_variance")[2]!.Value);
        Assert.Equal(2, stream.Build().Day.Length);
    }

    [Fact]
    public void Names_are_unique() => Assert.Equal(MeasureCatalog.All.Count, MeasureCatalog.All.Select(m => m.Name).Distinct().Count());

    private static long?[] Bits(double?[] values) => Array.ConvertAll(values, v => v is { } x ? BitConverter.DoubleToInt64Bits(x) : (long?)null);

    private static BarSeries Make((double Move, double Up, double Down, double Flow)[] rows, int skip, int every)
    {
        int[] there = [.. Enumerable.Range(0, rows.Length).Where(i => i == 0 || (i + skip) % (5 * every) != 0)];
        var close = new double[rows.Length];
        var price = 100.0;
        for (var i = 0; i < rows.Length; i++) close[i] = price *= Math.Exp(rows[i].Move);
        var open = close.Prepend(100).Take(rows.Length).ToArray();
        T[] Each<T>(Func<int, T> value) => Array.ConvertAll(there, i => value(i));
        return new BarSeries
        {
            Venue = "test", Symbol = "TEST", Interval = TimeSpan.FromHours(1), OpenTime = Each(i => SyntheticBars.Start + (i * Duration.Hour)), Open = Each(i => open[i]), Close = Each(i => close[i]),
            High = Each(i => Math.Max(open[i], close[i]) * (1 + rows[i].Up)), Low = Each(i => Math.Min(open[i], close[i]) * (1 - rows[i].Down)),
            Volume = Each(i => Amount(i)), QuoteVolume = Each(i => Amount(i) * close[i]), Trades = Each(i => (long)(100 * Amount(i))), TakerBuyBase = Each(i => rows[i].Flow * Amount(i)), TakerBuyQuote = Each(i => rows[i].Flow * Amount(i) * close[i]),
        }.Validated();

        double Amount(int i) => rows[i].Move == 0 ? 0 : 1000 * rows[i].Up;
    }
}
