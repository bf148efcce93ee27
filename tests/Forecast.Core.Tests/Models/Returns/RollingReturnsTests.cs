using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class RollingReturnsTests
{
    private static readonly double[] Roll = GarchVectors.Returns("roll1500");

    private static ReturnModel Model(IVarianceEquation equation, IErrorDistribution? errors = null, ConditionalMean mean = ConditionalMean.Constant) =>
        new(MeanEquation.Of(mean), equation, errors ?? new NormalErrors(), PresampleVariance.Arch);

    private static IReadOnlyList<RollingReturnsWindow> Fit(string id, double[] returns, ReturnModel model, int window, int refitEvery) =>
        RollingReturns.Fit(id, returns, model, window, refitEvery, TestContext.Current.CancellationToken);

    public static TheoryData<string, string, int> Models => new() { { "gjr", "t", 20 }, { "egarch", "normal", 20 }, { "tarch", "ged", 50 }, { "figarch", "normal", 50 }, { "component-garch", "normal", 50 } };

    [Theory, MemberData(nameof(Models))]
    public void No_window_is_less_likely_than_by_a_fit_of_its_own(string id, string errors, int refitEvery)
    {
        var orders = id switch { "figarch" => [1, 1], "component-garch" => [], _ => (int[])[1, 1, 1] };
        var model = Model(ReturnModelCatalog.Equation(id, orders), ErrorDistributionCatalog.Get(errors), ConditionalMean.Zero);
        var windows = Fit(id, Roll, model, 1000, refitEvery);
        Assert.Equal((500 / refitEvery) + 1, windows.Count);
        foreach (var w in windows)
        {
            var alone = ReturnEstimator.Fit(id, Roll.AsSpan(w.First, 1000), model);
            Assert.True(w.LogLikelihood > alone.LogLikelihood - 1e-6, $"window at {w.First}: {w.LogLikelihood}, alone {alone.LogLikelihood}");
            if (w.LogLikelihood < alone.LogLikelihood + 1e-6) Assert.Equal(alone.Status, w.Status);
        }
    }

    [Fact]
    public void A_garch_has_the_windows_of_its_own_roller()
    {
        var (any, own) = (Fit("garch", Roll, Model(new PowerGarch(1, 0, 1)), 1000, 25), RollingGarch.Fit(Roll, 1000, 25, stop: TestContext.Current.CancellationToken).Windows);
        Assert.Equal(own.Select(w => w.First), any.Select(w => w.First));
        Assert.All(own.Zip(any), pair => Assert.Equal(1, pair.Second.NextVariance!.Value / pair.First.NextVariance!.Value, 1e-6));
    }

    [Fact]
    public void Columns_are_cut_as_the_returns_are()
    {
        var flow = Roll.Select((_, t) => Math.Sin(0.01 * t * t)).ToArray();
        var last = Fit("garch-x", Roll, Model(new GarchX([Regressor.Of("flow", flow)])), 500, 100)[^1];
        var alone = ReturnEstimator.Fit("garch-x", Roll.AsSpan(1000), Model(new GarchX([Regressor.Of("flow", flow[1000..])])));
        Assert.Equal(1000, last.First);
        Assert.Equal(alone.LogLikelihood, last.LogLikelihood!.Value, 1e-6);
        Assert.Equal(1, last.NextVariance!.Value / alone.Variances[^1], 1e-4);
    }

    [Fact]
    public void A_window_that_does_not_vary_says_so_and_the_next_is_estimated()
    {
        var returns = (double[])Roll.Clone();
        Array.Fill(returns, 0.25, 600, 150);
        var windows = Fit("gjr", returns, Model(new PowerGarch(1, 1, 1)), 120, 30);
        Assert.Equal([600, 630], windows.Where(w => w.Status == FitStatus.Failed).Select(w => w.First));
        Assert.All(windows.Where(w => w.Status == FitStatus.Failed), w => Assert.Equal((0, null, null, "gjr needs a series that varies; every observation is 0.25"), (w.Values.Count, w.LogLikelihood, w.NextVariance, w.Reason)));
        Assert.All(windows.Where(w => w.Status != FitStatus.Failed), w => Assert.True(w.NextVariance > 0));
    }

    [Fact]
    public void Fitted_twice_gives_the_same_bits()
    {
        var model = Model(new PowerGarch(1, 1, 1), new StudentErrors());
        Assert.Equal(Fit("gjr", Roll, model, 1000, 100).SelectMany(w => w.Values), Fit("gjr", [.. Roll], model, 1000, 100).SelectMany(w => w.Values));
    }

    [Fact]
    public void Windows_have_to_exist_and_to_move()
    {
        var model = Model(new PowerGarch(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit("garch", Roll, model, 1501, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit("garch", Roll, model, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fit("garch", Roll, model, 1000, 0));
    }

    [Fact]
    public void Cancelling_stops_it()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => RollingReturns.Fit("garch", Roll, Model(new PowerGarch(1, 0, 1)), 1000, stop: source.Token));
    }
}
