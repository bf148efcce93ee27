using System.Globalization;
using CsCheck;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class MeasureCatalogTests
{
    private static readonly Gen<double[]> Returns = Gen.Double[-0.05, 0.05].Array[1, 60];

    // Two days of 5-minute prices; figures that two independent packages agree on.
    [Theory]
    [InlineData("2018-01-02", 1.03394517859e-4, 9.23370281596e-5, 6.82381241299e-5, 3.5156393729e-5, 2.3311077095e-8)]
    [InlineData("2018-01-03", 6.23502493439e-5, 5.71611361063e-5, 2.87425379943e-5, 3.36077113496e-5, 5.3154634729e-9)]
    public void Published_values(string day, double variance, double bipower, double down, double up, double quarticity)
    {
        var price = SharedFolder.Lines("data/realized_reference/hf_p5.csv.gz").Where(l => l.StartsWith(day, StringComparison.Ordinal))
            .Select(l => double.Parse(l.Split(',')[1], CultureInfo.InvariantCulture)).ToArray();
        var r = Enumerable.Range(1, price.Length - 1).Select(i => Math.Log(price[i] / price[i - 1])).ToArray();
        Assert.Equal(78, r.Length);
        Close(variance, RealizedVariance.Of(r));
        Close(bipower, BipowerVariation.Of(r));
        Close(down, Semivariance.Down(r));
        Close(up, Semivariance.Up(r));
        Close(quarticity, Quarticity.Of(r, r.Length));
    }

    [Fact]
    public void Semivariances_add_up_to_variance() =>
        Returns.Sample(r => Assert.Equal(RealizedVariance.Of(r), Semivariance.Down(r) + Semivariance.Up(r), 1e-15));

    [Fact]
    public void Variances_grow_with_the_square_of_returns_and_quarticity_with_the_fourth_power() =>
        Gen.Select(Returns, Gen.Double[0.1, 10]).Sample((r, k) =>
        {
            double[] scaled = [.. r.Select(x => k * x)];
            Close(k * k * BipowerVariation.Of(r), BipowerVariation.Of(scaled));
            Close(k * k * RealizedVariance.Of(r), RealizedVariance.Of(scaled));
            Close(Math.Pow(k, 4) * Quarticity.Of(r, r.Length), Quarticity.Of(scaled, r.Length));
        });

    // Normal returns of constant variance, a third of them lost at random: what is left stands for the whole.
    [Fact]
    public void Measures_of_a_window_with_lost_returns_estimate_the_whole()
    {
        var random = new Core.Numerics.SplitMix64(9);
        const int N = 60_000;
        double[] all = [.. Enumerable.Range(0, N).Select(_ => SyntheticBars.Normal(random) / Math.Sqrt(N))];
        int[] kept = [.. Enumerable.Range(0, N).Where(_ => random.Next(3) > 0)];
        var window = new MeasureWindow { Returns = kept.Select(i => all[i]).ToArray(), Joined = kept.Select((i, k) => k > 0 && kept[k - 1] == i - 1).ToArray(), Expected = N, Volume = [], TakerBuy = [], Trades = [] };
        Assert.Equal(1, MeasureCatalog.All.Single(m => m.Name == "realized_variance").Compute(window)!.Value, 0.03);
        Assert.Equal(1, MeasureCatalog.All.Single(m => m.Name == "bipower_variation").Compute(window)!.Value, 0.03);
        Assert.Equal(0.5, MeasureCatalog.All.Single(m => m.Name == "down_semivariance").Compute(window)!.Value, 0.03);
        Assert.Equal(1, MeasureCatalog.All.Single(m => m.Name == "quarticity").Compute(window)!.Value, 0.05);
        var few = new MeasureWindow { Returns = all.AsSpan(0, 10), Joined = new bool[10], Expected = 21, Volume = [], TakerBuy = [], Trades = [] };
        foreach (var m in MeasureCatalog.All) Assert.Null(m.Compute(few));
    }

    [Fact]
    public void Taker_imbalance_is_the_signed_share_of_volume()
    {
        Assert.Equal(0.5, TakerImbalance.Of([10, 10], [10, 5]));
        Assert.Equal(-1, TakerImbalance.Of([10, 10], [0, 0]));
        Assert.Null(TakerImbalance.Of([0, 0], [0, 0]));
    }

    [Fact]
    public void Names_are_unique() => Assert.Equal(MeasureCatalog.All.Count, MeasureCatalog.All.Select(m => m.Name).Distinct().Count());

    private static void Close(double expected, double actual) => Assert.InRange(Math.Abs(actual - expected), 0, 1e-10 * Math.Abs(expected) + 1e-300);
}
