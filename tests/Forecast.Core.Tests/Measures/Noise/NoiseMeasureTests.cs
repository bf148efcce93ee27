using CsCheck;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

/// <summary>What every measure of this folder keeps to, as a kernel and fed bar by bar.</summary>
public sealed class NoiseMeasureTests
{
    private delegate double? Kernel(double[] returns);

    private static readonly Dictionary<string, (Kernel Of, Func<IWindowMeasure> Start)> Measures = new()
    {
        ["kernel"] = (r => RealizedKernel.Of(r), () => TickWindow.Variance(static r => RealizedKernel.Of(r))),
        ["flat-top kernel"] = (r => RealizedKernel.Of(r, KernelFunction.TukeyHanning2, KernelForm.FlatTop), () => TickWindow.Variance(static r => RealizedKernel.Of(r, KernelFunction.TukeyHanning2, KernelForm.FlatTop))),
        ["averaged"] = (r => SubsampledVariance.Of(r, 5, MeasureConvention.FiniteSample), () => TickWindow.Variance(static r => SubsampledVariance.Of(r, 5, MeasureConvention.FiniteSample))),
        ["two scales"] = (r => TwoScalesVariance.Of(r), () => TickWindow.Variance(static r => TwoScalesVariance.Of(r))),
        ["robust two scales"] = (r => RobustTwoScalesVariance.Of(Times(r), r), () => TickWindow.Variance(static (t, r) => RobustTwoScalesVariance.Of(t, r))),
        ["pre-averaged"] = (r => PreaveragedVariance.Of(r), () => TickWindow.Variance(static r => PreaveragedVariance.Of(r))),
        ["noise by variance"] = (r => NoiseVariance.FromRealizedVariance(r), () => TickWindow.PriceVariance(static r => NoiseVariance.FromRealizedVariance(r))),
        ["noise by autocovariance"] = (r => NoiseVariance.FromAutocovariance(r), () => TickWindow.PriceVariance(static r => NoiseVariance.FromAutocovariance(r))),
    };

    public static TheoryData<string> Names => [.. Measures.Keys];

    private static readonly Gen<double[]> Returns = Gen.Double[-0.05, 0.05].Array[0, 120];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bars_one_by_one_give_the_bits_of_the_kernel_and_a_value_asked_for_early_changes_nothing(string name) =>
        Gen.Select(Returns, Gen.Int[1, 30]).Sample(
            (r, every) =>
            {
                var measure = Measures[name].Start();
                for (var i = 0; i < r.Length; i++)
                {
                    measure.Add(Bar(i, r[i]));
                    if (i % every == 0) _ = measure.Value(new WindowCount(r.Length, i + 1, i + 1));
                }
                // A variance below 0 is none.
                var expected = r.Length == 0 || Measures[name].Of(r) is not >= 0 ? null : Measures[name].Of(r);
                Assert.Equal(expected, measure.Value(new WindowCount(r.Length, r.Length, r.Length)));
            },
            iter: 100);

    [Theory]
    [MemberData(nameof(Names))]
    public void Turned_upside_down_the_market_has_the_same_variance_and_twice_the_returns_have_four_times_it(string name) =>
        Returns.Sample(
            r =>
            {
                var value = Measures[name].Of(r);
                Assert.Equal(value, Measures[name].Of([.. r.Select(x => -x)]));
                Assert.Equal(4 * value, Measures[name].Of([.. r.Select(x => 2 * x)]));
                Assert.True(value is null || double.IsFinite(value.Value));
            },
            iter: 100);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_price_that_never_moves_has_no_variance_and_no_price_none_at_all(string name)
    {
        Assert.Null(Measures[name].Of([]));
        for (var n = 1; n <= 40; n++) Assert.True(Measures[name].Of(new double[n]) is null or 0);
        Assert.Equal(0, Measures[name].Of(new double[40]));
    }

    [Fact]
    public void One_return_is_its_square_where_that_defines_the_measure()
    {
        var defined = Measures.Where(m => m.Value.Of([0.02]) is not null).ToDictionary(m => m.Key, m => m.Value.Of([0.02])!.Value);
        Assert.Equal(["flat-top kernel", "kernel", "noise by variance"], defined.Keys.Order());
        Assert.Equal([0.0004, 0.0004, 0.0002], [defined["kernel"], defined["flat-top kernel"], defined["noise by variance"]], (a, b) => Math.Abs(a - b) < 1e-18);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_return_that_is_not_a_number_is_refused(string name)
    {
        var returns = NoisePaths.Returns(50, 1e-3, 1);
        returns[20] = double.NaN;
        Assert.Throws<ArgumentOutOfRangeException>(() => Measures[name].Of(returns));
    }

    [Fact]
    public void Half_of_the_returns_stand_for_all_of_them_and_fewer_for_none()
    {
        var returns = NoisePaths.Returns(100, 1e-3, 2);
        foreach (var (name, (of, start)) in Measures)
        {
            var measure = start();
            for (var i = 0; i < returns.Length; i++) measure.Add(Bar(i, returns[i]));
            Assert.Equal(name.StartsWith("noise", StringComparison.Ordinal) ? of(returns) : 2 * of(returns), measure.Value(new WindowCount(200, 100, 100)));
            Assert.Null(measure.Value(new WindowCount(201, 100, 100)));
        }
    }

    [Fact]
    public void Noise_variance_is_recovered()
    {
        var (n, noise, paths) = (5000, 1e-3, 40);
        var draws = Enumerable.Range(0, paths).Select(p => NoisePaths.Returns(n, noise, (ulong)p)).ToArray();
        // Independent normal noise: n ω⁴ times 12 and 8 bound the variances of the sums of squares and of products, where it outweighs the path.
        Assert.Equal(noise + (1.0 / (2 * n)), draws.Average(r => NoiseVariance.FromRealizedVariance(r)!.Value), 4 * 1.2 * Math.Sqrt(12 * noise * noise / (4 * n) / paths));
        Assert.Equal(noise, draws.Average(r => NoiseVariance.FromAutocovariance(r)!.Value), 4 * 1.2 * Math.Sqrt(8 * noise * noise / n / paths));
    }

    private static long[] Times(double[] r) => [.. Enumerable.Range(0, r.Length + 1).Select(i => i * 60_000_000L)];

    private static WindowBar Bar(int i, double r) => new()
    {
        Return = r, IsJoined = i > 0, Start = i * 60_000_000L, End = (i + 1) * 60_000_000L, Open = 1, High = 1, Low = 1, Close = 1,
    };
}
