using Forecast.Core.Models;
using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class ReturnForecastTests
{
    private static readonly int[] Horizons = [1, 5, 22];

    private static ReturnState State(string name, int residuals = 60)
    {
        var (id, orders, p) = VarianceEquationCases.Named(name);
        var state = ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Ar, 1), "normal", [0.05, 0.2, .. p], new(0.8, false), [0.4]);
        foreach (var e in VarianceEquationCases.Residuals(residuals)) state.Append(e);
        return state;
    }

    /// <summary>A variance that never moves: every distribution is known.</summary>
    private static ReturnState Constant(double variance) => ReturnState.Open("ewma", [], MeanEquation.Of(ConditionalMean.Zero), "normal", [1], new(variance, false));

    // Aparch and egarch have no closed form.
    public static TheoryData<string> Closed => [.. VarianceEquationCases.AllNames.Where(n => n.Data is not ("aparch" or "egarch")).Select(n => n.Data)];

    [Theory]
    [MemberData(nameof(Closed))]
    public void Simulated_variances_agree_with_the_closed_form(string name)
    {
        var state = State(name);
        var closed = state.Forecast(Horizons);
        var drawn = state.Forecast(Horizons, new() { Method = ForecastMethod.Simulation, Paths = name.StartsWith("figarch", StringComparison.Ordinal) ? 600 : 4000, Seed = 1 });
        Assert.Equal((ForecastMethod.Analytic, ForecastMethod.Simulation), (closed.Method, drawn.Method));
        for (var i = 0; i < Horizons.Length; i++)
        {
            Assert.InRange(closed.Variances[i] - drawn.Variances[i], (-4 * drawn.VarianceErrors[i]) - 1e-12, (4 * drawn.VarianceErrors[i]) + 1e-12);
            if (i > 0) Assert.InRange(drawn.VarianceErrors[i] / drawn.Variances[i], 1e-6, 0.08);
        }
        Assert.Equal(state.NextVariance, closed.Variances[0]);
        Assert.Equal(state.NextVariance, drawn.Variances[0], 1e-12);
        Assert.Equal(state.NextMean, closed.Returns[0]);
    }

    [Theory]
    [InlineData(ForecastMethod.Analytic)]
    [InlineData(ForecastMethod.Simulation)]
    [InlineData(ForecastMethod.Bootstrap)]
    public void Horizons_are_coherent_and_the_same_bits_whatever_others_are_asked_for(ForecastMethod method)
    {
        var options = new ReturnForecastOptions { Method = method, Paths = 500, Seed = 4, Residuals = VarianceEquationCases.Residuals(200) };
        var (few, all) = (State("component-garch").Forecast([3, 12], options), State("component-garch").Forecast([.. Enumerable.Range(1, 12)], options));
        Assert.Equal([all.Variances[2], all.Variances[11]], few.Variances);
        Assert.Equal([all.Returns[2], all.Returns[11]], few.Returns);
        Assert.All(all.Variances.Zip(all.Variances.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.Equal(all.Variances, State("component-garch").Forecast(all.Horizons, options).Variances);
        if (method != ForecastMethod.Analytic) Assert.NotEqual(all.Variances, State("component-garch").Forecast(all.Horizons, options with { Seed = 5 }).Variances);
    }

    [Theory]
    [InlineData("egarch")]
    [InlineData("aparch")]
    public void Without_a_closed_form_it_is_simulated_and_says_so(string name)
    {
        var state = State(name);
        var forecast = state.Forecast(Horizons, new() { Paths = 1000 });
        Assert.Equal(ForecastMethod.Simulation, forecast.Method);
        Assert.Equal(state.NextVariance, forecast.Variances[0], 1e-12);
        Assert.True(forecast.VarianceErrors[2] > 0);
        Assert.Equal(ForecastMethod.Analytic, state.Forecast([1]).Method);
        Assert.Throws<ArgumentException>(() => state.Forecast(Horizons, new() { Method = ForecastMethod.Analytic }));
    }

    /// <summary>Two steps of an EGARCH with normal errors have a closed form: E exp(α(|z| − E|z|) + γz) by the normal's moment generating function over half lines.</summary>
    [Fact]
    public void The_simulated_second_step_of_egarch_is_that_of_its_formula()
    {
        var (id, orders, p) = VarianceEquationCases.Named("egarch");
        var state = ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Zero), "normal", p, new(0.8, false));
        var (omega, alpha, gamma, beta) = (p[0], p[1], p[2], p[3]);
        double Half(double slope) => Math.Exp(slope * slope / 2) * Normal.CDF(0, 1, slope);
        var second = Math.Exp(omega + (beta * Math.Log(state.NextVariance)) - (alpha * Math.Sqrt(2 / Math.PI))) * (Half(alpha + gamma) + Half(alpha - gamma));
        var forecast = state.Forecast([1, 2], new() { Paths = 20_000 });
        Assert.InRange((forecast.Variances[1] - forecast.Variances[0] - second) / forecast.VarianceErrors[1], -4, 4);
    }

    /// <summary>With skewed fat-tailed errors falls weigh otherwise than half in the closed form, and the paths agree; the first step's quantiles are the distribution's.</summary>
    [Theory]
    [InlineData("t", 6.0, double.NaN)]
    [InlineData("skewt", 7.0, -0.4)]
    [InlineData("ged", 1.3, double.NaN)]
    public void Paths_follow_the_error_distribution(string errors, double first, double second)
    {
        double[] shape = double.IsNaN(second) ? [first] : [first, second];
        var (id, orders, p) = VarianceEquationCases.Named("gjr");
        var state = ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Zero), errors, [.. p, .. shape], new(0.8, false));
        var closed = state.Forecast([10]);
        var drawn = state.Forecast([1, 10], new() { Method = ForecastMethod.Simulation, Paths = 20_000, Seed = 3, Probabilities = [0.01, 0.3, 0.95] });
        Assert.InRange((closed.Variances[0] - drawn.Variances[1]) / drawn.VarianceErrors[1], -4, 4);
        foreach (var (probability, quantile) in drawn.Probabilities.Zip(drawn.ReturnQuantiles[0]))
            Assert.Equal(probability, ReturnModelCatalog.Errors(errors).Probability(quantile / Math.Sqrt(state.NextVariance), shape), 4.5 * Math.Sqrt(probability * (1 - probability) / 10_000));
    }

    [Fact]
    public void A_forecast_does_not_move_the_state()
    {
        var (state, other) = (State("harch"), State("harch"));
        state.Forecast(Horizons, new() { Method = ForecastMethod.Simulation, Paths = 100, Probabilities = [0.5] });
        state.Simulate(10, 1);
        Assert.Equal(other.Snapshot().Memory, state.Snapshot().Memory);
        Assert.Equal(other.Snapshot().Past, state.Snapshot().Past);
    }

    /// <summary>With a constant variance Σ r is normal and Σ e² is χ², to within the noise of 40 000 paths.</summary>
    [Fact]
    public void Quantiles_of_a_constant_variance_are_normal_and_chi_square()
    {
        double[] probabilities = [0.01, 0.1, 0.5, 0.95, 0.99];
        var forecast = Constant(2).Forecast([1, 8], new() { Paths = 40_000, Seed = 2, Probabilities = probabilities });
        Assert.Equal([2, 16], forecast.Variances);
        Assert.Equal([0, 0], forecast.VarianceErrors);
        for (var i = 0; i < 2; i++)
        {
            var steps = forecast.Horizons[i];
            for (var k = 0; k < probabilities.Length; k++)
            {
                var bound = 4.5 * Math.Sqrt(probabilities[k] * (1 - probabilities[k]) / 20_000);
                Assert.Equal(probabilities[k], Normal.CDF(0, Math.Sqrt(2 * steps), forecast.ReturnQuantiles[i][k]), bound);
                Assert.Equal(probabilities[k], ChiSquared.CDF(steps, forecast.VarianceQuantiles[i][k] / 2), bound);
            }
        }
    }

    /// <summary>Residuals of two values, recentred and rescaled to −1 and 1, make e² = h in every step: any moving average stays where it is.</summary>
    [Fact]
    public void The_bootstrap_recentres_residuals_to_mean_0_and_variance_1()
    {
        double[] residuals = [.. Enumerable.Repeat(3.0, 40), .. Enumerable.Repeat(7.0, 40)];
        var state = ReturnState.Open("riskmetrics2006", [], MeanEquation.Of(ConditionalMean.Zero), "normal", [], new(1.5, false));
        var forecast = state.Forecast([2, 10], new() { Method = ForecastMethod.Bootstrap, Paths = 2000, Residuals = residuals, Probabilities = [0.05, 0.5, 0.95] });
        Assert.Equal([3, 15], forecast.Variances.Select(v => Math.Round(v, 9)));
        Assert.All(forecast.VarianceQuantiles[1], q => Assert.Equal(15, q, 1e-9));
        // Of 10 throws of a coin 2 or fewer heads have probability 0.055, 1 or fewer 0.011.
        Assert.Equal(-6 * Math.Sqrt(1.5), forecast.ReturnQuantiles[1][0], 0.7);
        Assert.Equal(0, forecast.ReturnQuantiles[1][1], 1e-9);
    }

    /// <summary>Fat-tailed residuals widen the far quantiles against those of the normal model.</summary>
    [Fact]
    public void The_bootstrap_takes_the_tails_of_the_sample()
    {
        var random = Xoshiro256.Stream(8, "tails");
        double[] residuals = [.. Enumerable.Range(0, 3000).Select(_ => random.NextNormal() / Math.Sqrt(Math.Max(0.05, random.NextUniform())))];
        var options = new ReturnForecastOptions { Paths = 20_000, Residuals = residuals, Probabilities = [0.005] };
        var (normal, resampled) = (State("harch").Forecast([1], options), State("harch").Forecast([1], options with { Method = ForecastMethod.Bootstrap }));
        Assert.True(resampled.ReturnQuantiles[0][0] < 1.15 * normal.ReturnQuantiles[0][0]);
    }

    /// <summary>Along the model's own path 5-step returns fall below their 10 % quantile and above their 90 % quantile as often as they have to.</summary>
    [Fact]
    public void Simulated_quantiles_cover()
    {
        var (id, orders, p) = VarianceEquationCases.Named("component-garch");
        var state = ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Constant), "normal", [0.05, .. p], new(0.8, false));
        var (path, below, above, realised, windows) = (state.Simulate(4000, 6), 0, 0, 0, 0);
        for (var t = 0; t + 5 <= path.Length; t += 5)
        {
            var forecast = state.Forecast([5], new() { Paths = 400, Seed = (ulong)t, Probabilities = [0.1, 0.9] });
            var window = path.AsSpan(t, 5).ToArray();
            if (window.Sum() < forecast.ReturnQuantiles[0][0]) below++;
            if (window.Sum() > forecast.ReturnQuantiles[0][1]) above++;
            if (window.Sum(r => (r - 0.05) * (r - 0.05)) > forecast.VarianceQuantiles[0][1]) realised++;
            foreach (var r in window) state.Append(r);
            windows++;
        }
        // The quantile of 400 paths is itself off by some 1.5 % of probability, in no direction.
        var bound = 4 * Math.Sqrt(0.09 / windows);
        Assert.All([below, above, realised], count => Assert.Equal(0.1, (double)count / windows, bound));
    }

    [Fact]
    public void A_path_starts_where_the_expected_variance_settles()
    {
        var (id, orders, p) = VarianceEquationCases.Named("component-garch");
        var (calm, wild) = (ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Zero), "normal", p, new(0.8, false)), ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Zero), "normal", p, new(30, false)));
        Assert.Equal(calm.Simulate(500, 3), calm.Simulate(500, 3));
        Assert.NotEqual(calm.Simulate(500, 3), calm.Simulate(500, 4));
        Assert.All(calm.Simulate(500, 3).Zip(wild.Simulate(500, 3)), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        // omega/(1 − rho) = 0.8; the mean of squares over 40 000 steps has a standard error of about 5 %.
        Assert.InRange(calm.Simulate(40_000, 3).Average(r => r * r), 0.6, 1);
    }

    [Fact]
    public void An_integrated_model_starts_from_its_present_variance() =>
        Assert.Equal(4, Constant(4).Simulate(20_000, 1).Average(r => r * r), 0.2);

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var state = State("harch");
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([]));
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([0, 1]));
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([2, 2]));
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([1_000_000]));
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([1], new() { Probabilities = [1] }));
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([1], new() { Paths = 101 }));
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([1], new() { Method = ForecastMethod.Bootstrap }));
        Assert.ThrowsAny<ArgumentException>(() => state.Forecast([1], new() { Method = ForecastMethod.Bootstrap, Residuals = new double[100] }));
        Assert.ThrowsAny<ArgumentException>(() => state.Simulate(0, 1));
        Assert.Throws<OperationCanceledException>(() => state.Forecast([5], new() { Method = ForecastMethod.Simulation }, new CancellationToken(true)));
    }
}
