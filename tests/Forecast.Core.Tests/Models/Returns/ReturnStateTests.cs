using System.Text.Json;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class ReturnStateTests
{
    private static readonly double[] Series = [.. VarianceEquationCases.Residuals(400).Select(e => 0.1 + e)];

    public static TheoryData<string> Names => VarianceEquationCases.AllNames;

    private static ReturnState Open(string name)
    {
        var (id, orders, p) = VarianceEquationCases.Named(name);
        return ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Ar, 1, 3), "normal", [0.05, 0.2, -0.1, .. p], new(0.8, false), Series.AsSpan(0, 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Appending_equals_filtering_the_series_anew_bit_for_bit(string name)
    {
        var (equation, p) = VarianceEquationCases.Of(name);
        var (state, mean) = (Open(name), MeanEquation.Of(ConditionalMean.Ar, 1, 3));
        for (var n = 4; n <= Series.Length; n++)
        {
            state.Append(Series[n - 1]);
            if (n % 79 != 0 && n != Series.Length) continue;
            var (residuals, variances) = (new double[n - 3], new double[n - 2]);
            mean.Residuals(Series.AsSpan(0, n), [0.05, 0.2, -0.1], residuals);
            equation.Variances(p, residuals, new(0.8, false), variances);
            Assert.Equal(variances[^1], state.NextVariance);
            Assert.Equal(mean.Mean(Series.AsSpan(0, n), [0.05, 0.2, -0.1]), state.NextMean);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stored_as_json_and_restored_it_goes_on_with_the_same_bits(string name)
    {
        var state = Open(name);
        foreach (var r in Series.AsSpan(3, 200)) state.Append(r);
        var json = JsonSerializer.Serialize(state.Snapshot());
        if (!name.StartsWith("figarch", StringComparison.Ordinal)) Assert.InRange(json.Length, 1, 2047);
        var restored = ReturnState.Restore(JsonSerializer.Deserialize<ReturnStateSnapshot>(json)!);
        foreach (var r in Series.AsSpan(203))
        {
            Assert.Equal((state.NextMean, state.NextVariance), (restored.NextMean, restored.NextVariance));
            state.Append(r);
            restored.Append(r);
        }
        Assert.Equal(JsonSerializer.Serialize(state.Snapshot()), JsonSerializer.Serialize(restored.Snapshot()));
    }

    [Fact]
    public void A_snapshot_is_not_moved_by_what_is_appended_later()
    {
        var state = Open("component-garch");
        var snapshot = state.Snapshot();
        var before = JsonSerializer.Serialize(snapshot);
        state.Append(1);
        Assert.Equal(before, JsonSerializer.Serialize(snapshot));
        ReturnState.Restore(snapshot).Append(1);
        Assert.Equal(before, JsonSerializer.Serialize(snapshot));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Appending_allocates_nothing(string name)
    {
        var state = Open(name);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 50; i++) state.Append(Series[i]);
            state.Skip();
        }));
    }

    /// <summary>A missing step leaves the variance and the mean that the step after it was expected to have.</summary>
    [Theory]
    [MemberData(nameof(VarianceEquationCases.Names), MemberType = typeof(VarianceEquationCases))]
    public void A_missing_observation_takes_what_was_expected(string name)
    {
        var state = Open(name);
        foreach (var r in Series.AsSpan(3, 50)) state.Append(r);
        var forecast = state.Forecast([1, 2]);
        state.Skip();
        Assert.Equal(forecast.Variances[1] - forecast.Variances[0], state.NextVariance, 1e-12);
        Assert.Equal(forecast.Returns[1] - forecast.Returns[0], state.NextMean, 1e-12);
    }

    [Fact]
    public void The_state_after_a_fit_has_its_last_variance_and_goes_on()
    {
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Ar, 2), new ComponentGarchEquation(), new NormalErrors(), PresampleVariance.Arch);
        var fit = ReturnEstimator.Fit("component-garch", Series, model);
        var state = ReturnState.After(fit, Series);
        Assert.Equal(fit.Variances[^1], state.NextVariance);
        Assert.Equal(model.Mean.Mean(Series, fit.Mean), state.NextMean);
        var opened = ReturnState.Open("component-garch", [], model.Mean, "normal", fit.Values, fit.Start, Series.AsSpan(0, 2));
        foreach (var r in Series.AsSpan(2)) opened.Append(r);
        Assert.Equal(JsonSerializer.Serialize(opened.Snapshot()), JsonSerializer.Serialize(state.Snapshot()));
        Assert.ThrowsAny<ArgumentException>(() => ReturnState.After(fit, Series.AsSpan(1)));
    }

    /// <summary>Regressors are replayed with the series, and what is known of them is in the snapshot.</summary>
    [Fact]
    public void A_state_with_regressors_goes_on_like_the_fit()
    {
        double[] flow = [.. VarianceEquationCases.Residuals(400, 8)];
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Constant), new GarchX([Regressor.Of("flow", flow)]), new NormalErrors(), PresampleVariance.Arch);
        var fit = ReturnEstimator.Fit("garch-x", Series, model);
        var state = ReturnState.After(fit, Series);
        Assert.Equal(fit.Variances[^1], state.NextVariance);
        var restored = ReturnState.Restore(JsonSerializer.Deserialize<ReturnStateSnapshot>(JsonSerializer.Serialize(state.Snapshot()))!);
        foreach (var (value, x) in new[] { (0.4, 1.5), (-1.2, double.NaN), (0.3, -0.2) })
        {
            state.Append(value, [x]);
            restored.Append(value, [x]);
            Assert.Equal(state.NextVariance, restored.NextVariance);
        }
        Assert.NotEqual(state.Forecast([5], new() { Regressors = [3] }).Variances[0], state.Forecast([5], new() { Regressors = [0] }).Variances[0]);
    }

    [Fact]
    public void A_shape_outside_its_bounds_is_refused()
    {
        var good = ReturnState.Open("garch", [1, 1], MeanEquation.Of(ConditionalMean.Zero), "t", [0.03, 0.08, 0.89, 6], new(0.8, false)).Snapshot();
        Assert.Contains("nu", Refusal(good with { Parameters = [0.03, 0.08, 0.89, 1.5] }), StringComparison.Ordinal);
        Assert.Contains("parameters has length", Refusal(good with { Errors = "skewt" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e160)]
    public void A_value_that_is_none_is_refused_and_leaves_the_state(double value)
    {
        var state = Open("harch");
        var before = JsonSerializer.Serialize(state.Snapshot());
        Assert.Throws<ArgumentOutOfRangeException>(() => state.Append(value));
        Assert.Equal(before, JsonSerializer.Serialize(state.Snapshot()));
    }

    [Fact]
    public void A_snapshot_that_does_not_fit_is_refused()
    {
        var good = Open("harch").Snapshot();
        Assert.Contains("version", Refusal(good with { Version = 2 }), StringComparison.Ordinal);
        Assert.Contains("no variance equation 'harsh'", Refusal(good with { Equation = "harsh" }), StringComparison.Ordinal);
        Assert.Contains("no error distribution 'norm'", Refusal(good with { Errors = "norm" }), StringComparison.Ordinal);
        Assert.Contains("no mean equation 'Ar'", Refusal(good with { Mean = "Ar" }), StringComparison.Ordinal);
        Assert.Contains("Memory has length", Refusal(good with { Orders = [1, 5, 25] }), StringComparison.Ordinal);
        Assert.Contains("parameters has length", Refusal(good with { Orders = [1, 22] }), StringComparison.Ordinal);
        Assert.Contains("Past has length", Refusal(good with { Past = [1] }), StringComparison.Ordinal);
        Assert.Contains("must be a finite number", Refusal(good with { Past = [1, 2, double.NaN] }), StringComparison.Ordinal);
        Assert.Contains("figarch needs the orders p and q", Refusal(good with { Equation = "figarch" }), StringComparison.Ordinal);
    }

    /// <summary>What is stored is held to the equation's constraints, up to rounding; ω, whose unit is that of the series squared, to its sign.</summary>
    [Fact]
    public void Parameters_beyond_the_constraints_are_refused()
    {
        var good = ReturnState.Open("garch", [1, 1], MeanEquation.Of(ConditionalMean.Zero), "normal", [0.03, 0.08, 0.89], new(0.8, false)).Snapshot();
        Assert.Contains("alpha[1] is at 0", Refusal(good with { Parameters = [0.03, -0.01, 0.89] }), StringComparison.Ordinal);
        Assert.Contains("alpha[1] + beta[1] is at 1", Refusal(good with { Parameters = [0.03, 0.2, 0.89] }), StringComparison.Ordinal);
        Assert.Contains("omega is at 0", Refusal(good with { Parameters = [0, 0.08, 0.89] }), StringComparison.Ordinal);
        Assert.Contains("omega is at 0", Refusal(good with { Parameters = [-1e-12, 0.08, 0.89] }), StringComparison.Ordinal);
        Assert.Contains("Parameters[1] is 1E+200", Refusal(good with { Parameters = [0.03, 1e200, 0.89] }), StringComparison.Ordinal);
        var power = ReturnState.Open("aparch", [1, 1, 1], MeanEquation.Of(ConditionalMean.Zero), "normal", [0.03, 0.02, 0.4, 0.5, 4], new(0.8, false)).Snapshot();
        Assert.Contains("omega is at 0", Refusal(power with { Parameters = [-1, 0.02, 0.4, 0.5, 4] }), StringComparison.Ordinal);
        Assert.Contains("omega is at 0", Refusal(power with { Parameters = [0, 0.02, 0.4, 0.5, 4] }), StringComparison.Ordinal);
        foreach (var bound in (double[][])[[1e-13, 0.08, 0.92], [3e-12, -1e-17, 1], [0.03, 0.08, 0.92 + 1e-15]]) Assert.True(ReturnState.Restore(good with { Parameters = bound }).NextVariance > 0);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-4)]
    public void An_estimate_at_a_bound_is_restored(double unit)
    {
        var random = Xoshiro256.Stream(4, "noise");
        double[] noise = [.. Enumerable.Range(0, 400).Select(_ => unit * random.NextNormal())];
        foreach (var equation in (IVarianceEquation[])[new PowerGarch(5, 0, 0), new HarchEquation(1, 5, 22), new PowerGarch(1, 1, 1, 1), new ComponentGarchEquation()])
        {
            var fit = ReturnEstimator.Fit("noise", noise, new ReturnModel(MeanEquation.Of(ConditionalMean.Zero), equation, new NormalErrors(), PresampleVariance.Arch));
            Assert.Equal(FitStatus.Boundary, fit.Status);
            var state = ReturnState.After(fit, noise);
            Assert.Equal(fit.Variances[^1], state.NextVariance);
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(GarchX.MostRegressors + 1)]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_number_of_regressors_is_refused_before_anything_is_made_for_them(int count)
    {
        var good = Open("harch").Snapshot();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("garch-x", Refusal(good with { Equation = "garch-x", Orders = [count] }), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    /// <summary>A shock takes the exponential recursion out of all numbers: that is said, and the state is as it was.</summary>
    [Fact]
    public void A_value_without_a_variance_after_it_is_refused_and_leaves_the_state()
    {
        var (state, control) = (Open("egarch"), Open("egarch"));
        foreach (var r in Series.AsSpan(3, 20))
        {
            state.Append(r);
            control.Append(r);
        }
        var before = JsonSerializer.Serialize(state.Snapshot());
        Assert.Contains("egarch", Assert.Throws<InvalidOperationException>(() => state.Append(1e50)).Message, StringComparison.Ordinal);
        Assert.Equal(before, JsonSerializer.Serialize(state.Snapshot()));
        Assert.Equal((control.NextMean, control.NextVariance), (state.NextMean, state.NextVariance));
        foreach (var r in Series.AsSpan(23, 20))
        {
            state.Append(r);
            control.Append(r);
        }
        state.Skip();
        control.Skip();
        Assert.Equal(JsonSerializer.Serialize(control.Snapshot()), JsonSerializer.Serialize(state.Snapshot()));
    }

    private static string Refusal(ReturnStateSnapshot snapshot) => Assert.ThrowsAny<ArgumentException>(() => ReturnState.Restore(snapshot)).Message;
}
