using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class ReturnLikelihoodTests
{
    private static readonly double[] Series = GarchVectors.Returns("garch11n_2500")[..400];

    public static TheoryData<int, string, PresampleVariance, bool> Models
    {
        get
        {
            var data = new TheoryData<int, string, PresampleVariance, bool>();
            foreach (var mean in (int[])[0, 1, 2])
            {
                foreach (var equation in (string[])["garch", "gjr", "tarch", "garch22", "tarch212"])
                {
                    foreach (var presample in Enum.GetValues<PresampleVariance>())
                    {
                        data.Add(mean, equation, presample, false);
                        data.Add(mean, equation, presample, true);
                    }
                }
            }
            return data;
        }
    }

    /// <summary>Every mean with every equation, convention and two distributions: the gradient of the whole likelihood is that of 4-point differences.</summary>
    [Theory, MemberData(nameof(Models))]
    public void The_gradient_is_the_derivative(int mean, string equation, PresampleVariance presample, bool student)
    {
        var (variance, parameters) = equation switch
        {
            "garch" => (new PowerGarch(1, 0, 1), (double[])[0.05, 0.1, 0.85]),
            "gjr" => (new PowerGarch(1, 1, 1), [0.05, 0.06, 0.08, 0.85]),
            "tarch" => (new PowerGarch(1, 1, 1, 1), [0.05, 0.06, 0.08, 0.85]),
            "garch22" => (new PowerGarch(2, 0, 2), [0.05, 0.1, 0.05, 0.4, 0.4]),
            _ => (new PowerGarch(2, 1, 2, 1), [0.05, 0.1, 0.05, 0.1, 0.4, 0.3]),
        };
        var equationOfMean = mean switch { 0 => MeanEquation.Of(ConditionalMean.Zero), 1 => MeanEquation.Of(ConditionalMean.Constant), _ => MeanEquation.Of(ConditionalMean.Ar, 1, 3) };
        double[] means = mean switch { 0 => [], 1 => [0.0513], _ => [0.0513, 0.0717, -0.031] };
        var model = new ReturnModel(equationOfMean, variance, student ? new StudentErrors() : new NormalErrors(), presample);
        var likelihood = new ReturnLikelihood(model, Series, means);
        double[] x = [.. means, .. parameters, .. student ? (double[])[6.5] : []], gradient = new double[model.Count];
        var value = likelihood.Value(x, gradient);
        Assert.Equal(likelihood.Value(x), value, 1e-9);
        for (var k = 0; k < x.Length; k++)
        {
            double At(double d) => likelihood.Value([.. x.Select((v, i) => i == k ? v + d : v)]);
            // Small enough that no residual changes its sign: there |e| has a kink.
            const double Step = 2e-5;
            var expected = ((8 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
            Assert.Equal(expected, gradient[k], 2e-6 * Math.Max(1, Math.Abs(expected)));
        }
        var densities = new double[likelihood.Steps];
        likelihood.LogDensities(x, densities);
        Assert.Equal(value, densities.Sum(), 1e-9);
    }

    /// <summary>The scores are the derivatives of each step's log density, by 4-point differences, and add up to the gradient.</summary>
    [Theory, MemberData(nameof(Scored))]
    public void Scores_are_the_derivatives_of_the_densities(string equation, string errors, PresampleVariance presample)
    {
        var (variance, parameters) = VarianceEquationCases.Of(equation);
        var distribution = ErrorDistributionCatalog.Get(errors);
        double[] means = [0.0513, 0.0717];
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Ar, 1), variance, distribution, presample);
        var likelihood = new ReturnLikelihood(model, Series, means);
        double[] x = [.. means, .. parameters, .. distribution.Start], gradient = new double[model.Count];
        // Small enough that no residual changes its sign: there |e| has a kink.
        const double Step = 1e-5;
        var scores = likelihood.Scores(x, Enumerable.Repeat(Step, x.Length).ToArray())!;
        likelihood.Value(x, gradient);
        for (var k = 0; k < x.Length; k++)
        {
            double[] At(double d)
            {
                var densities = new double[likelihood.Steps];
                likelihood.LogDensities([.. x.Select((v, i) => i == k ? v + d : v)], densities);
                return densities;
            }

            var (up, down, further, below) = (At(Step), At(-Step), At(2 * Step), At(-2 * Step));
            for (var t = 0; t < likelihood.Steps; t++)
            {
                var expected = ((8 * (up[t] - down[t])) - (further[t] - below[t])) / (12 * Step);
                Assert.Equal(expected, scores[k][t], 1e-8 * Math.Max(1, Math.Abs(expected)));
            }
            Assert.Equal(gradient[k], scores[k].Sum(), 1e-6 * Math.Max(1, Math.Abs(gradient[k])));
        }
    }

    public static TheoryData<string, string, PresampleVariance> Scored
    {
        get
        {
            var data = new TheoryData<string, string, PresampleVariance>();
            foreach (var equation in (string[])["garch(2,2)", "gjr", "tarch", "egarch", "aparch", "component-garch", "figarch(1,1)"])
            {
                foreach (var errors in ErrorDistributionCatalog.All) data.Add(equation, errors.Id, equation.Length % 2 == 0 ? PresampleVariance.Arch : PresampleVariance.Fcp);
            }
            return data;
        }
    }

    /// <summary>The first variance under each convention, written out.</summary>
    [Fact]
    public void Conventions_start_as_they_are_defined()
    {
        double[] e = [.. Series];
        var squares = e.Sum(v => v * v) / e.Length;
        var (weights, backcast, absolute) = (0.0, 0.0, 0.0);
        for (var i = 0; i < 75; i++)
        {
            weights += Math.Pow(0.94, i);
            backcast += Math.Pow(0.94, i) * e[i] * e[i];
            absolute += Math.Pow(0.94, i) * Math.Abs(e[i]);
        }
        Assert.Equal(backcast / weights, new PresampleLevel(PresampleVariance.Arch, 2, e).Start([1, 2, 3]).Level, 1e-12);
        Assert.Equal(absolute / weights, new PresampleLevel(PresampleVariance.Arch, 1, e).Start([1, 2, 3]).Level, 1e-12);
        Assert.Equal(squares, new PresampleLevel(PresampleVariance.Fcp, 2, e).Start(e).Level, 1e-12);
        Assert.Equal(e.Average(Math.Abs), new PresampleLevel(PresampleVariance.Fcp, 1, e).Start(e).Level, 1e-12);
        Assert.Equal(new PresampleStart(new PresampleLevel(PresampleVariance.Rugarch, 1, e).Start(e).Level, true), new PresampleLevel(PresampleVariance.Rugarch, 1, e).Start(e));
        Assert.Equal(Math.Sqrt(squares), new PresampleLevel(PresampleVariance.Rugarch, 1, e).Start(e).Level, 1e-12);
        // A backcast of nothing but zeros falls back on the whole series.
        Assert.Equal(4 / 80.0, new PresampleLevel(PresampleVariance.Arch, 2, [.. new double[79], 2]).Start([]).Level, 1e-15);
    }
}
