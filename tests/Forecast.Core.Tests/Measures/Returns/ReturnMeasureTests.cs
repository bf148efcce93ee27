using System.Globalization;
using CsCheck;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class ReturnMeasureTests
{
    private static readonly Gen<double[]> Returns = Gen.Double[-0.05, 0.05].Array[4, 60];

    private delegate double? Kernel(double[] returns, MeasureConvention convention);

    private static readonly Dictionary<string, Kernel> Kernels = new()
    {
        ["RV"] = (r, _) => RealizedVariance.Of(r), ["RS-"] = (r, _) => Semivariance.Down(r), ["RS+"] = (r, _) => Semivariance.Up(r),
        ["BPV"] = (r, c) => BipowerVariation.Of(r, c), ["MedRV"] = (r, c) => MedianVariance.Of(r, c), ["MinRV"] = (r, c) => MinimumVariance.Of(r, c), ["RQ"] = (r, c) => Quarticity.Of(r, c),
        ["TPQ"] = (r, c) => TripowerQuarticity.Of(r, c), ["QPQ"] = (r, c) => QuadpowerQuarticity.Of(r, c), ["MedRQ"] = (r, c) => MedianQuarticity.Of(r, c),
        ["MinRQ"] = (r, c) => MinimumQuarticity.Of(r, c), ["skewness"] = (r, c) => RealizedSkewness.Of(r, c), ["kurtosis"] = (r, c) => RealizedKurtosis.Of(r, c),
    };

    // Two days of 5-minute prices: what R's highfrequency prints for them, and what the papers' formulas give.
    [Theory]
    [InlineData("RV", MeasureConvention.Textbook, 1.03394517859e-4, 6.23502493439e-5)]
    [InlineData("RV", MeasureConvention.HighFrequency, 1.03394517859e-4, 6.23502493439e-5)]
    [InlineData("BPV", MeasureConvention.Textbook, 9.23370281596e-5, 5.71611361063e-5)]
    [InlineData("BPV", MeasureConvention.HighFrequency, 9.23370281596e-5, 5.71611361063e-5)]
    [InlineData("RS-", MeasureConvention.Textbook, 6.82381241299e-5, 2.87425379943e-5)]
    [InlineData("RS+", MeasureConvention.Textbook, 3.5156393729e-5, 3.36077113496e-5)]
    [InlineData("MedRV", MeasureConvention.HighFrequency, 8.97713429423e-5, 5.93311065869e-5)]
    [InlineData("MedRV", MeasureConvention.Textbook, 8.9708902667e-5, 5.93139399952e-5)]
    [InlineData("MinRV", MeasureConvention.HighFrequency, 9.07638811519e-5, 5.73518748975e-5)]
    [InlineData("MinRV", MeasureConvention.Textbook, 9.07788020595e-5, 5.73613031196e-5)]
    [InlineData("RQ", MeasureConvention.HighFrequency, 2.39087970205e-8, 5.45175740811e-9)]
    [InlineData("RQ", MeasureConvention.Textbook, 2.3311077095e-8, 5.3154634729e-9)]
    [InlineData("TPQ", MeasureConvention.HighFrequency, 1.46413588686e-8, 3.22597176432e-9)]
    [InlineData("TPQ", MeasureConvention.Textbook, 1.40900498902e-8, null)]
    [InlineData("TPQ", MeasureConvention.FiniteSample, 1.44608406768e-8, null)]
    [InlineData("QPQ", MeasureConvention.HighFrequency, 1.20831879956e-8, 3.09236835807e-9)]
    [InlineData("QPQ", MeasureConvention.Textbook, 1.14771893027e-8, null)]
    [InlineData("MedRQ", MeasureConvention.HighFrequency, 1.50577213687e-8, 3.0948348483e-9)]
    [InlineData("MedRQ", MeasureConvention.Textbook, 1.48717726808e-8, 3.05663009297e-9)]
    [InlineData("MinRQ", MeasureConvention.HighFrequency, 1.617414704e-8, 2.65948476075e-9)]
    [InlineData("MinRQ", MeasureConvention.Textbook, 1.59720362541e-8, 2.62625206205e-9)]
    [InlineData("skewness", MeasureConvention.HighFrequency, -1.2402986669, 0.294576531074)]
    [InlineData("skewness", MeasureConvention.Textbook, -1.23242367512, 0.292706184983)]
    [InlineData("kurtosis", MeasureConvention.HighFrequency, 6.62553662795, 4.15449740669)]
    [InlineData("kurtosis", MeasureConvention.Textbook, 6.5416690757, 4.10190883192)]
    public void Published_values(string measure, MeasureConvention convention, double first, double? second)
    {
        Close(first, Kernels[measure](Day("2018-01-02"), convention));
        if (second is { } value) Close(value, Kernels[measure](Day("2018-01-03"), convention));
    }

    // Printed with six decimals.
    [Fact]
    public void Published_jump_statistics()
    {
        var day = Day("2018-01-02");
        Assert.Equal(1.054244, WindowJumps.Of(day, JumpKind.LinearStatistic)!.Value, 6);
        Assert.Equal(0.941498, WindowJumps.Of(day, JumpKind.RatioStatistic)!.Value, 6);
        Assert.Equal(0, WindowJumps.Of(day, JumpKind.JumpVariation));
        Assert.Equal(RealizedVariance.Of(day), WindowJumps.Of(day, JumpKind.ContinuousVariation));
    }

    // Three days of normal returns with variance 1 each: the mean lies within four standard errors, from the asymptotic variance of each measure (its paper).
    [Theory]
    [InlineData("RV", 2)]
    [InlineData("BPV", 2.61)]
    [InlineData("MedRV", 2.96)]
    [InlineData("MinRV", 3.81)]
    public void Measures_of_normal_returns_recover_their_variance(string measure, double asymptotic)
    {
        var random = new Core.Numerics.SplitMix64(3);
        const int N = 23_400;
        var error = 4 * Math.Sqrt(asymptotic / (3.0 * N));
        foreach (var convention in Enum.GetValues<MeasureConvention>())
            Assert.Equal(1, Enumerable.Range(0, 3).Average(_ => Kernels[measure]([.. Enumerable.Range(0, N).Select(_ => SyntheticBars.Normal(random) / Math.Sqrt(N))], convention)!.Value), error);
    }

    [Fact]
    public void Multipower_variations_recover_variance_and_a_jump_does_not_move_them()
    {
        var random = new Core.Numerics.SplitMix64(5);
        const int N = 200_000;
        double[] r = [.. Enumerable.Range(0, N).Select(_ => SyntheticBars.Normal(random) / Math.Sqrt(N))];
        r[N / 2] += 0.5;
        Assert.Equal(1.25, RealizedVariance.Of(r)!.Value, 0.02);
        foreach (var value in new[] { BipowerVariation.Of(r), TripowerVariation.Of(r), QuadpowerVariation.Of(r), MedianVariance.Of(r), MinimumVariance.Of(r) }) Assert.Equal(1, value!.Value, 0.02);
        Assert.True(WindowJumps.Of(r, JumpKind.RatioStatistic) > JumpTest.Critical);
        Assert.Equal(0.25, WindowJumps.Of(r, JumpKind.JumpVariation)!.Value, 0.02);
    }

    [Fact]
    public void Semivariances_and_jump_parts_add_up_to_variance() =>
        Returns.Sample(r =>
        {
            var variance = RealizedVariance.Of(r)!.Value;
            Assert.Equal(variance, Semivariance.Down(r)!.Value + Semivariance.Up(r)!.Value, 1e-15);
            Assert.Equal(variance, WindowJumps.Of(r, JumpKind.JumpVariation)!.Value + WindowJumps.Of(r, JumpKind.ContinuousVariation)!.Value, 1e-15);
        });

    [Fact]
    public void Falling_prices_have_the_measures_of_rising_ones_and_the_opposite_skewness() =>
        Returns.Sample(r =>
        {
            double[] other = Array.ConvertAll(r, x => -x);
            foreach (var (name, kernel) in Kernels.Where(k => k.Key is not ("RS-" or "RS+")))
                Assert.Equal(name == "skewness" ? -kernel(r, MeasureConvention.Textbook) : kernel(r, MeasureConvention.Textbook), kernel(other, MeasureConvention.Textbook));
            Assert.Equal(Semivariance.Down(r), Semivariance.Up(other));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Few_returns_define_what_they_can(int n)
    {
        double[] r = [.. Enumerable.Repeat(0.01, n)];
        foreach (var (name, kernel) in Kernels)
        {
            var least = name switch { "BPV" or "MinRV" or "MinRQ" => 2, "MedRV" or "MedRQ" or "TPQ" => 3, "QPQ" => 4, _ => 1 };
            Assert.Equal(n >= least, kernel(r, MeasureConvention.Textbook) is not null);
        }
    }

    // Ten returns of an hour each, and one over fourteen: naive n/3 takes the long one for a short one.
    [Fact]
    public void Quarticity_over_spans_knows_a_long_return_for_what_it_is()
    {
        double[] spans = [.. Enumerable.Repeat(1.0, 10), 14], r = [.. spans.Select(s => 0.01 * Math.Sqrt(s))];
        var hours = spans.Sum();
        Assert.Equal(Math.Pow(0.01 * 0.01 * hours, 2) / 3, SpanQuarticity.Of(r, spans)!.Value, 1e-12);
        Assert.True(Quarticity.Of(r) > 3.9 * SpanQuarticity.Of(r, spans));
        Returns.Sample(x => Close(Quarticity.Of(x)!.Value, SpanQuarticity.Of(x, [.. Enumerable.Repeat(0.25, x.Length)])));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpanQuarticity.Of([0.1], [0]));
    }

    private static double[] Day(string day)
    {
        var price = SharedFolder.Lines("data/realized_reference/hf_p5.csv.gz").Where(l => l.StartsWith(day, StringComparison.Ordinal)).Select(l => double.Parse(l.Split(',')[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(79, price.Length);
        return [.. Enumerable.Range(1, price.Length - 1).Select(i => Math.Log(price[i] / price[i - 1]))];
    }

    private static void Close(double expected, double? actual) => Assert.InRange(Math.Abs(actual!.Value - expected), 0, 1e-10 * Math.Abs(expected) + 1e-300);
}
