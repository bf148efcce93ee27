using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Tests.Market;
using Xunit;

namespace Forecast.Core.Tests.Measures;

/// <summary>What noise does to realised measures, where the truth is known.</summary>
public sealed class NoiseStudyTests
{
    private const int Days = 60, Finest = 5760;
    private const double Noise = 5e-4;

    private static readonly int[] Steps = [1, 4, 16, 64];

    private static readonly Lazy<(IReadOnlyList<NoiseStudyRow> Clean, IReadOnlyList<NoiseStudyRow> Noisy)> Brownian = new(() =>
    {
        var days = Enumerable.Range(0, Days).Select(d => Log(NoisePaths.Returns(Finest, 0, (ulong)d))).ToArray();
        double[] truth = [.. Enumerable.Repeat(1.0, Days)];
        return (NoiseStudy.Of(days, truth, 0, Steps, 5), NoiseStudy.Of(days, truth, Noise, Steps, 5));
    });

    private static readonly Lazy<SimulatedHistory> Market = new(() =>
        SimulatedMarket.Generate(SimulatedMarketTests.Specification(60) with { Interval = TimeSpan.FromMinutes(1), Instruments = [SimulatedMarketTests.Specification(1).Instruments[0]] })[0]);

    [Fact]
    public void Without_noise_every_measure_recovers_the_variance_of_a_unit_path()
    {
        foreach (var row in Brownian.Value.Clean)
        {
            Assert.Equal(1, row.MeanRatio, 4 * Math.Sqrt(Variance(row.Measure, Finest / row.Step, 0) / Days));
            if (row.Measure == "realized variance") Assert.Equal(Math.Sqrt(2.0 * row.Step / Finest), row.RootMeanSquaredError, 0.4 * Math.Sqrt(2.0 * row.Step / Finest));
        }
    }

    [Fact]
    public void With_noise_plain_realised_variance_explodes_and_the_others_stay()
    {
        foreach (var row in Brownian.Value.Noisy)
        {
            var n = Finest / row.Step;
            if (row.Measure == "realized variance")
            {
                // Variance of the sum: 2/n from the path, 8 ω² from both, 12 n ω⁴ from the noise (normal: 4 n (E e⁴ = 3) ω⁴).
                Assert.Equal(1 + (2 * n * Noise), row.MeanRatio, 4 * Math.Sqrt(((2.0 / n) + (8 * Noise) + (12 * n * Noise * Noise)) / Days));
            }
            else
            {
                Assert.Equal(1, row.MeanRatio, Bias(row.Measure, n) + (4 * Math.Sqrt(Variance(row.Measure, n, Noise) / Days)));
            }
        }
    }

    [Fact]
    public void Robust_measures_come_closer_as_sampling_gets_finer_under_noise_and_without()
    {
        foreach (var measure in NoiseStudy.Measures)
        {
            foreach (var (rows, isNoisy) in new[] { (Brownian.Value.Clean, false), (Brownian.Value.Noisy, true) })
            {
                var own = rows.Where(r => r.Measure == measure).OrderBy(r => r.Step).Select(r => r.RootMeanSquaredError).ToArray();
                if (measure == "realized variance" && isNoisy) Assert.True(own[0] > 4 * own[^1], "noise does not show");
                else Assert.True(own[0] < 0.7 * own[^1], $"{measure}, {(isNoisy ? "noise" : "no noise")}: error {own[0]} at the finest, {own[^1]} at the coarsest");
            }
        }
    }

    // Minutes are the finest prices of the simulated market, 1440 a day: volatility, jumps and tick sizes of its own.
    [Fact]
    public void On_the_simulated_market_measures_converge_to_the_integrated_variance()
    {
        var rows = NoiseStudy.Of(Market.Value, 0, [1, 5, 30], seed: 1);
        foreach (var measure in NoiseStudy.Measures)
        {
            var own = rows.Where(r => r.Measure == measure).OrderBy(r => r.Step).ToArray();
            Assert.All(own, r => Assert.Equal(60, r.Days));
            Assert.Equal(1, own[0].MeanRatio, 4 * own[0].StandardError);
            Assert.True(own[0].RootMeanSquaredError < 0.6 * own[^1].RootMeanSquaredError, $"{measure}: {own[0].RootMeanSquaredError} at 1 minute, {own[^1].RootMeanSquaredError} at 30");
        }
    }

    [Fact]
    public void On_the_simulated_market_noise_makes_realised_variance_explode_alone()
    {
        const double Share = 2e-3;
        foreach (var row in NoiseStudy.Of(Market.Value, Share, [1, 5], seed: 1))
        {
            var n = 1440 / row.Step;
            var (expected, slack) = row.Measure == "realized variance" ? (1 + (2 * n * Share), 0.0) : (1.0, Bias(row.Measure, n, Share));
            Assert.Equal(expected, row.MeanRatio, slack + (4 * row.StandardError));
        }
    }

    // Asymptotic variances for ∫σ² = ∫σ⁴ = 1 from the papers that the measures cite, and half as much again for finite n; bandwidths as the rules give them.
    private static double Variance(string measure, int n, double noise)
    {
        // The rules see RV / 2n for the noise variance, which is more than it.
        var seen = noise + (1.0 / (2 * n));
        switch (measure)
        {
            case "realized variance": return 2.0 / n;
            case "realized kernel":
                var h = KernelBandwidth.Rule(seen, 1, n) + 1.0;
                return 4 * ((151.0 / 560 * h / n) + (2 * 1.5 * noise / h) + (24 * n * noise * noise / (h * h * h))) * 1.5;
            case "two scales":
                var k = Math.Max(2.0, KernelBandwidth.Rule(seen, 1, n, KernelFunction.Bartlett));
                return ((8 * noise * noise * n / (k * k)) + (4.0 / 3 * k / n) + (2.0 / n) + (8 * noise / k)) * 1.5;
            default:
                var theta = Math.Max(3, Math.Round(Math.Sqrt(n) / 3)) / Math.Sqrt(n);
                return 4 * 144 * ((151.0 / 80640 * theta) + (2.0 / 96 * noise / theta) + (noise * noise / 6 / Math.Pow(theta, 3))) / Math.Sqrt(n) * 1.5;
        }
    }

    /// <summary>The non-negative kernel keeps |k''(0)| ω² n / H² of the noise; the others keep none.</summary>
    private static double Bias(string measure, int n, double noise = Noise)
    {
        var h = KernelBandwidth.Rule(noise + (1.0 / (2 * n)), 1, n);
        return measure == "realized kernel" ? 12 * noise * n / (h * (double)h) : 0;
    }

    private static double[] Log(double[] returns)
    {
        var log = new double[returns.Length + 1];
        for (var i = 0; i < returns.Length; i++) log[i + 1] = log[i] + returns[i];
        return log;
    }
}
