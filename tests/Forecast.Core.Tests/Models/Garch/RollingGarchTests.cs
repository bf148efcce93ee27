using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Garch;

public sealed class RollingGarchTests
{
    private static readonly double[] Roll = GarchVectors.Returns("roll1500");

    // One return of 50 standard deviations, and a stretch in which the series hardly moves.
    private static double[] Uneven()
    {
        var returns = (double[])Roll.Clone();
        returns[700] = 40;
        for (var t = 900; t < 1100; t++) returns[t] *= 0.02;
        return returns;
    }

    private static double[] Noise(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, length).Select(_ => SyntheticBars.Normal(random))];
    }

    private static void Near(double expected, double actual, double relative) => Assert.Equal(0, (actual / expected) - 1, relative);

    // Every window against a fit of its own: the status, the height of the maximum and, where there is one maximum inside, its place.
    private static int Agree(double[] returns, int window, int refitEvery, GarchOptions options)
    {
        var fit = RollingGarch.Fit(returns, window, refitEvery, options, TestContext.Current.CancellationToken);
        Assert.Null(fit.Reason);
        Assert.Equal(((returns.Length - window) / refitEvery) + 1, fit.Windows.Count);
        var (first, converged) = (0, 0);
        foreach (var w in fit.Windows)
        {
            Assert.Equal(first, w.First);
            first += refitEvery;
            var cold = GarchEstimator.Fit(returns.AsSpan(w.First, window), options);
            Assert.True(cold.Status == w.Status && cold.Reason == w.Reason, $"window at {w.First}: {w.Status}, alone {cold.Status}");
            if (cold.Estimate is not { } e) continue;
            Assert.InRange(w.LogLikelihood!.Value, e.LogLikelihood - (1e-10 * window), double.PositiveInfinity);
            if (w.Status != FitStatus.Converged) continue;
            converged++;
            var (p, q) = (w.Parameters!.Value, e.Parameters);
            if (options.Mean == ConditionalMean.Constant) Assert.Equal(q.Mu, p.Mu, 1e-6 * Math.Sqrt(e.LastVariance));
            Near(q.Omega, p.Omega, 1e-6);
            Near(q.Alpha, p.Alpha, 1e-6);
            Near(q.Beta, p.Beta, 1e-6);
            Near(e.NextVariance, w.NextVariance!.Value, 1e-6);
        }
        return converged;
    }

    [Theory]
    [InlineData(PresampleVariance.Arch, ConditionalMean.Constant)]
    [InlineData(PresampleVariance.Fcp, ConditionalMean.Constant)]
    [InlineData(PresampleVariance.Rugarch, ConditionalMean.Constant)]
    [InlineData(PresampleVariance.Arch, ConditionalMean.Zero)]
    [InlineData(PresampleVariance.Fcp, ConditionalMean.Zero)]
    public void Every_window_has_the_maximum_of_a_fit_of_its_own(PresampleVariance presample, ConditionalMean mean) =>
        Assert.Equal(126, Agree(Roll, 1000, 4, new GarchOptions { Presample = presample, Mean = mean }));

    [Fact]
    public void An_outlier_and_a_quiet_stretch_change_no_window_s_maximum() => Assert.InRange(Agree(Uneven(), 500, 3, new GarchOptions()), 50, 300);

    /// <summary>Half the short windows, and most of those of noise, have their maximum on an edge, or another nearly as high.</summary>
    [Theory]
    [InlineData(100, 9)]
    [InlineData(250, 9)]
    public void Short_windows_agree_too(int window, int refitEvery)
    {
        Agree(Roll, window, refitEvery, new GarchOptions());
        Agree(Noise(900, 3), window, refitEvery, new GarchOptions { Presample = PresampleVariance.Fcp });
    }

    /// <summary>Two maxima, of which the one on the edge is higher by 0.15: windows of a simulated series in which the variance drifts.</summary>
    [Fact]
    public void A_higher_maximum_on_the_edge_is_found_as_by_a_fit_of_its_own() =>
        Agree(GarchVectors.Simulate(new(0.05, 0.02, 0.08, 0.90), 900, 21), 250, 1, new GarchOptions());

    /// <summary>
    /// The first 500 of 501 windows. arch stops its search early, at 4 to 5 digits of a forecast; fGarch has the FCP presample; tseries has it too, but a zero mean about each window's own, and drops the first
    /// observation from the likelihood; rugarch stops its search at 3 digits.
    /// </summary>
    [Theory]
    [InlineData("arch", "garch11_n|cold", PresampleVariance.Arch, 1e-4, 1e-5)]
    [InlineData("fGarch", null, PresampleVariance.Fcp, 1e-4, 1e-6)]
    [InlineData("tseries", null, PresampleVariance.Fcp, 1e-2, 1e-3)]
    [InlineData("rugarch", null, PresampleVariance.Rugarch, 1e-2, 1e-3)]
    public void Forecasts_are_those_of_the_peers(string peer, string? entry, PresampleVariance presample, double each, double onAverage)
    {
        var node = entry is null ? GarchVectors.Node(peer, "roll") : GarchVectors.Node(peer, "roll", entry);
        var forecasts = RollingGarch.Fit(Roll.AsSpan(..^1), 1000, 1, new GarchOptions { Presample = presample }, TestContext.Current.CancellationToken).Windows.Select(w => w.NextVariance!.Value).ToArray();
        Assert.Equal(500, forecasts.Length);
        Assert.All(node.GetProperty("first5").Values().Zip(forecasts), pair => Near(pair.First, pair.Second, each));
        Assert.All(node.GetProperty("last5").Values().Zip(forecasts[^5..]), pair => Near(pair.First, pair.Second, each));
        Near(node.GetProperty("mean").GetDouble(), forecasts.Average(), onAverage);
    }

    [Fact]
    public void Fitted_twice_gives_the_same_bits() =>
        Assert.Equal(RollingGarch.Fit(Roll, 1000, 5, stop: TestContext.Current.CancellationToken).Windows, RollingGarch.Fit([.. Roll], 1000, 5, stop: TestContext.Current.CancellationToken).Windows);

    [Theory]
    [InlineData(0.01, 1e-8)]
    [InlineData(1024, 1e-12)]
    public void Returns_times_k_scale_mu_by_k_and_variances_by_k_squared(double k, double relative)
    {
        var (one, scaled) = (RollingGarch.Fit(Uneven(), 400, 25, stop: TestContext.Current.CancellationToken), RollingGarch.Fit([.. Uneven().Select(r => k * r)], 400, 25, stop: TestContext.Current.CancellationToken));
        Assert.All(one.Windows.Zip(scaled.Windows), pair =>
        {
            var (a, b) = pair;
            Assert.Equal(a.Status, b.Status);
            Near(a.NextVariance!.Value * k * k, b.NextVariance!.Value, a.Status == FitStatus.Converged ? relative : 1e-5);
            Assert.Equal(a.LogLikelihood!.Value - (400 * Math.Log(k)), b.LogLikelihood!.Value, 1e-8);
            if (a.Status != FitStatus.Converged) return;
            Near(a.Parameters!.Value.Mu * k, b.Parameters!.Value.Mu, 10 * relative);
            Near(a.Parameters.Value.Omega * k * k, b.Parameters.Value.Omega, relative);
        });
    }

    [Fact]
    public void A_window_that_does_not_vary_says_so_and_the_others_are_estimated()
    {
        var returns = (double[])Roll.Clone();
        Array.Fill(returns, 0.25, 600, 150);
        var windows = RollingGarch.Fit(returns, 120, 10, stop: TestContext.Current.CancellationToken).Windows;
        var failed = windows.Where(w => w.Status == FitStatus.Failed).ToArray();
        Assert.Equal([600, 610, 620, 630], failed.Select(w => w.First));
        Assert.All(failed, w => Assert.Equal((null, null, null, "garch needs a series that varies; every observation is 0.25"), (w.Parameters, w.LogLikelihood, w.NextVariance, w.Reason)));
        Assert.All(windows.Except(failed), w => Assert.True(w.NextVariance > 0));
    }

    [Fact]
    public void One_window_is_one_fit() => Agree(Roll, Roll.Length, 1, new GarchOptions());

    [Fact]
    public void Cancelling_stops_it()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => RollingGarch.Fit(Roll, 1000, stop: source.Token));
        Assert.Throws<OperationCanceledException>(() => GarchEstimator.Fit(Roll, stop: source.Token));
    }

    public static TheoryData<double[], int, string> Refused => new()
    {
        { Roll, 99, "garch needs 100 observations; the window has 99" },
        { Roll, -1, "garch needs 100 observations; the window has -1" },
        { Roll, 1501, "garch needs 1501 observations; there are 1500" },
        { [.. Roll[..200], double.NaN, 1], 100, "garch needs finite numbers; observation 201 of 202 is NaN" },
        { [.. Enumerable.Repeat(0.1, 500)], 100, "garch needs a series that varies; every observation is 0.1" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_estimated_is_refused_with_a_reason(double[] returns, int window, string reason)
    {
        var fit = RollingGarch.Fit(returns, window, stop: TestContext.Current.CancellationToken);
        Assert.Equal(reason, fit.Reason);
        Assert.Empty(fit.Windows);
    }
}
