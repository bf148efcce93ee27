using System.Text.Json;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Ssa;

public class SsaEstimatorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void APureSignalIsFoundAndGoesOn()
    {
        static double Log(int t) => -9 + (0.4 * Math.Sin(2 * Math.PI * t / 7)) + (0.7 * Math.Cos(2 * Math.PI * t / 31));
        var fit = SsaEstimator.Fit([.. Enumerable.Range(0, 310).Select(t => Math.Exp(Log(t)))], stop: Stop);
        var estimate = fit.Estimate!;
        // Two sines of rank 2, and what the mean of a broken number of periods leaves.
        Assert.Equal((5, FitStatus.Converged), (estimate.Choice.Rank, fit.Status));
        Assert.Equal(1, estimate.Share, 1e-9);
        Assert.All(estimate.State.Smearing, s => Assert.Equal(1, s, 1e-6));
        var filter = new SsaFilter(estimate.State);
        for (var j = 1; j <= 5; j++) Assert.Equal(Math.Exp(Log(309 + j)), filter.Forecast(j), 1e-6 * Math.Exp(-9));
    }

    [Fact]
    public void ForecastsAPersistentVarianceBetterThanItsMean()
    {
        var x = Persistent(1200, 1);
        var estimate = SsaEstimator.Fit(x.AsSpan(0, 1000), stop: Stop).Estimate!;
        var filter = new SsaFilter(estimate.State);
        double own = 0, mean = 0, level = Enumerable.Range(0, 1000).Average(t => x[t]);
        for (var t = 1000; t < 1200; t++)
        {
            own += Loss(x[t], filter.Forecast(1));
            mean += Loss(x[t], level);
            filter.Append(x[t]);
        }
        Assert.True(own < 0.75 * mean, $"{own / mean}");

        // QLIKE.
        static double Loss(double x, double f) => (x / f) - Math.Log(x / f) - 1;
    }

    [Fact]
    public void UnitsScaleTheForecast()
    {
        var x = Persistent(400, 2);
        var (one, other) = (SsaEstimator.Fit(x, stop: Stop).Estimate!, SsaEstimator.Fit([.. x.Select(v => 1e4 * v)], stop: Stop).Estimate!);
        Assert.Equal((one.Choice.Window, one.Choice.Rank), (other.Choice.Window, other.Choice.Rank));
        for (var j = 1; j <= 5; j++) Assert.Equal(1e4, new SsaFilter(other.State).Forecast(j) / new SsaFilter(one.State).Forecast(j), 1e-6);
    }

    [Fact]
    public void AppendingIsFilteringAnew()
    {
        var x = Persistent(400, 3);
        var state = SsaEstimator.Fit(x.AsSpan(0, 300), stop: Stop).Estimate!.State;
        var filter = new SsaFilter(state);
        for (var t = 300; t < 400; t++)
        {
            filter.Append(x[t]);
            var anew = new SsaFilter(state with { Window = [.. x[(t + 1 - state.Window.Length)..(t + 1)].Select(v => Math.Log(v) - state.Mean)] });
            for (var j = 1; j <= 5; j++) Assert.Equal(anew.Forecast(j), filter.Forecast(j));
            filter = new(JsonSerializer.Deserialize<SsaState>(JsonSerializer.Serialize(filter.State))!);
            for (var j = 1; j <= 5; j++) Assert.Equal(anew.Forecast(j), filter.Forecast(j));
        }
        Assert.Equal(400, filter.State.Count);
    }

    [Fact]
    public void AMissingValueTakesItsForecast()
    {
        var state = SsaEstimator.Fit(Persistent(300, 4), stop: Stop).Estimate!.State;
        var (missing, known) = (new SsaFilter(state), new SsaFilter(state));
        known.Append(known.Forecast(1) / state.Smearing[0]);
        missing.Append(double.NaN);
        for (var j = 1; j <= 5; j++) Assert.Equal(1, known.Forecast(j) / missing.Forecast(j), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => missing.Append(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => missing.Append(double.PositiveInfinity));
    }

    [Fact]
    public void AnswersInTheCatalogue()
    {
        var x = Persistent(500, 5);
        var fit = SeriesModelCatalog.Get("ssa").Fit(x, stop: Stop);
        Assert.Equal((FitStatus.Converged, 5), (fit.Status, fit.Forecast.Count));
        Assert.All(fit.Forecast, v => Assert.InRange(v, x.Min(), 3 * x.Max()));
        var window = fit.Parameters.Single(p => p.Name == "window").Value;
        Assert.Equal(500 - window, fit.Variances.Count);
        Assert.Contains(window, SsaChoice.Windows.Select(w => (double)w));
        var own = SeriesModelCatalog.Get("ssa").Fit(x, new SeriesOptions { Lags = [25] }, Stop);
        Assert.Equal(25, own.Parameters.Single(p => p.Name == "window").Value);
    }

    [Theory]
    [InlineData("short", "ssa needs 60 values; there are 59")]
    [InlineData("constant", "ssa needs a realised measure that varies")]
    [InlineData("nan", "ssa needs realised measures above 0; value 8 of 300 is NaN")]
    [InlineData("zero", "ssa needs realised measures above 0; value 8 of 300 is 0")]
    [InlineData("window", "ssa needs a window between 3 and 112")]
    [InlineData("windows", "ssa has one window")]
    [InlineData("init", "ssa has neither a presample variance nor a mean equation")]
    [InlineData("orders", "ssa has neither orders nor a distribution")]
    public void Refuses(string fault, string reason)
    {
        var x = Persistent(fault == "short" ? 59 : 300, 6);
        switch (fault)
        {
            case "constant": Array.Fill(x, 0.3); break;
            case "nan": x[7] = double.NaN; break;
            case "zero": x[7] = 0; break;
        }
        var options = fault switch
        {
            "window" => new SeriesOptions { Lags = [200] },
            "windows" => new SeriesOptions { Lags = [7, 30] },
            "init" => new SeriesOptions { Presample = PresampleVariance.Arch },
            "orders" => new SeriesOptions { Orders = [1, 1] },
            _ => new SeriesOptions(),
        };
        var fit = SeriesModelCatalog.Get("ssa").Fit(x, options, Stop);
        Assert.Equal(FitStatus.Failed, fit.Status);
        Assert.StartsWith(reason, fit.Reason);
    }

    [Fact]
    public void OneHugeOutlierGivesNumbers()
    {
        var x = Persistent(300, 7);
        x[250] = 1e12;
        var fit = SeriesModelCatalog.Get("ssa").Fit(x, stop: Stop);
        Assert.All(fit.Forecast, v => Assert.True(v > 0 && double.IsFinite(v)));
    }

    [Fact]
    public void StopsWhenAsked() => Assert.ThrowsAny<OperationCanceledException>(() => SsaEstimator.Fit(Persistent(300, 8), stop: new CancellationToken(true)));

    // The log is a slow autoregression seen through noise.
    private static double[] Persistent(int length, ulong seed)
    {
        var random = Xoshiro256.Stream(seed, "ssa");
        var level = 0.0;
        var x = new double[length];
        for (var t = 0; t < length; t++)
        {
            level = (0.97 * level) + (0.2 * random.NextNormal());
            x[t] = Math.Exp(level + (0.4 * random.NextNormal()) - 9);
        }
        return x;
    }
}
