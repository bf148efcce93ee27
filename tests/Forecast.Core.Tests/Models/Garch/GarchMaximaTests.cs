using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Garch;

/// <summary>Series whose likelihood has several maxima. References: the highest of those that several hundred random starts lead to.</summary>
public sealed class GarchMaximaTests
{
    private static double[] Doge => Coin("DOGE");

    /// <summary>A coin whose few jumps are followed by nothing: alpha .88 is likelier, by 34 units, than the slow decay that most starts lead to.</summary>
    [Fact]
    public void A_fast_model_of_jumps_is_found()
    {
        var fit = GarchEstimator.Fit(Doge);
        Assert.Equal(FitStatus.Boundary, fit.Status);
        Assert.Equal(3071.0119589852493, fit.Estimate!.LogLikelihood, 1e-6);
        Assert.Equal(0.877979, fit.Estimate.Parameters.Alpha, 1e-5);
        Assert.Equal(0.122021, fit.Estimate.Parameters.Beta, 1e-5);
    }

    [Fact]
    public void A_fast_model_of_jumps_is_found_by_the_search_of_any_orders()
    {
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Constant), new PowerGarch(1, 0, 1), new NormalErrors(), PresampleVariance.Arch);
        Assert.Equal(3071.0119589852493, ReturnEstimator.Fit("garch", Doge, model).LogLikelihood, 1e-6);
    }

    /// <summary>Heavy tails around a variance that drifts look like no clustering and beta near 1, up to 100 units above what the starts of a grid lead to: what the fast search finds, the general one finds too, but for its ω, which like arch's is at least 10⁻⁸ of the variance.</summary>
    [Theory, InlineData(0), InlineData(-0.7), InlineData(0.7)]
    public void The_search_of_any_orders_finds_what_the_fast_one_does(double drift)
    {
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Constant), new PowerGarch(1, 0, 1), new NormalErrors(), PresampleVariance.Arch);
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var random = new SplitMix64(seed);
            double[] y = [.. Enumerable.Range(0, 2000).Select(t => Math.Exp(drift * t / 4000) * Student3(random))];
            var (any, fast) = (ReturnEstimator.Fit("garch", y, model).LogLikelihood, GarchEstimator.Fit(y).Estimate!.LogLikelihood);
            Assert.True(any > fast - 1e-3, $"seed {seed}: {any} against {fast}");
        }
    }

    /// <summary>Longer orders have room for all that a GARCH(1,1) has.</summary>
    [Theory, InlineData(1, 2), InlineData(2, 1)]
    public void Longer_orders_are_no_less_likely(int shocks, int lagged)
    {
        ReturnModel Model(int p, int q) => new(MeanEquation.Of(ConditionalMean.Constant), new PowerGarch(p, 0, q), new NormalErrors(), PresampleVariance.Arch);
        for (var seed = 1UL; seed <= 12; seed++)
        {
            var random = new SplitMix64(seed);
            double[] y = [.. Enumerable.Range(0, 400).Select(t => Math.Exp(0.01 * t) * Student3(random))];
            var (longer, one) = (ReturnEstimator.Fit("garch", y, Model(shocks, lagged)).LogLikelihood, ReturnEstimator.Fit("garch", y, Model(1, 1)).LogLikelihood);
            Assert.True(longer > one - 1e-6, $"seed {seed}: {longer} against {one}");
        }
    }

    private static double Student3(SplitMix64 random)
    {
        double z = SyntheticBars.Normal(random), a = SyntheticBars.Normal(random), b = SyntheticBars.Normal(random), c = SyntheticBars.Normal(random);
        return z / Math.Sqrt((a * a) + (b * b) + (c * c));
    }

    private static double[] Coin(string name)
    {
        var close = RealBars.Read($"data/klines/1d/{name}USDT.csv.gz", TimeSpan.FromDays(1), 2007).Close;
        return [.. close.Skip(1).Select((p, i) => Math.Log(p / close[i]))];
    }
}
