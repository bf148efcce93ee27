using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>What every variance equation keeps; see <see cref="IVarianceEquation"/>. Adding one is one line in <see cref="Cases"/>.</summary>
public sealed class VarianceEquationContractTests
{
    // Equation, parameters within its constraints, and the power of √h in which the recursion is linear in what a residual gives.
    private static readonly (string Name, IVarianceEquation Equation, double[] Parameters, double Power)[] Cases =
    [
        ("garch(1,1)", new PowerGarch(1, 0, 1), [0.05, 0.1, 0.85], 2),
        ("arch(1)", new PowerGarch(1, 0, 0), [0.4, 0.5], 2),
        ("gjr(1,1,1)", new PowerGarch(1, 1, 1), [0.05, 0.04, 0.12, 0.85], 2),
        ("gjr(0,1,1)", new PowerGarch(0, 1, 1), [0.05, 0.2, 0.85], 2),
        ("gjr negative gamma", new PowerGarch(1, 1, 1), [0.05, 0.1, -0.06, 0.85], 2),
        ("tarch(1,1,1)", new PowerGarch(1, 1, 1, 1), [0.04, 0.05, 0.1, 0.86], 1),
        ("tarch(1,0,1)", new PowerGarch(1, 0, 1, 1), [0.04, 0.1, 0.86], 1),
        ("garch(2,3)", new PowerGarch(2, 0, 3), [0.05, 0.1, 0.05, 0.3, 0.2, 0.3], 2),
        ("arch(5)", new PowerGarch(5, 0, 0), [0.2, 0.2, 0.15, 0.1, 0.2, 0.1], 2),
        ("gjr(1,2,1)", new PowerGarch(1, 2, 1), [0.05, 0.05, 0.1, 0.03, 0.8], 2),
        ("gjr(3,1,2)", new PowerGarch(3, 1, 2), [0.05, 0.05, 0.02, 0.03, 0.1, 0.5, 0.25], 2),
        ("tarch(2,1,2)", new PowerGarch(2, 1, 2, 1), [0.04, 0.05, 0.02, 0.1, 0.5, 0.3], 1),
    ];

    private static readonly double[] Residuals = Draw(300);

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    private static double[] Draw(int length)
    {
        var random = Xoshiro256.Stream(11, "residuals");
        var residuals = new double[length];
        for (var t = 0; t < length; t++) residuals[t] = random.NextNormal() * (1 + (0.5 * Math.Sin(t / 20.0)));
        // An observation that did not move at all.
        residuals[100] = 0;
        return residuals;
    }

    private static (IVarianceEquation Equation, double[] Parameters, double Power) Case(string name) => Cases.Where(c => c.Name == name).Select(c => (c.Equation, c.Parameters, c.Power)).Single();

    [Theory, MemberData(nameof(Names))]
    public void Starts_and_parameters_are_within_the_constraints(string name)
    {
        var (equation, parameters, _) = Case(name);
        Assert.NotEmpty(equation.Starts);
        Assert.Equal(equation.Names.Count, equation.Names.Distinct().Count());
        foreach (var point in (double[][])[parameters, .. equation.Starts])
        {
            Assert.Equal(equation.Names.Count, point.Length);
            Assert.All(equation.Constraints, c => Assert.True(c.Normal.Zip(point, (a, b) => a * b).Sum() > c.Bound || (point == parameters && c.Normal.Zip(point, (a, b) => a * b).Sum() >= c.Bound), c.Meaning));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Variances_are_those_of_the_state_bit_for_bit(string name)
    {
        var (equation, parameters, _) = Case(name);
        foreach (var start in (PresampleStart[])[new(0.8, false), new(0.8, true)])
        {
            double[] all = new double[Residuals.Length + 1], without = new double[Residuals.Length], memory = new double[equation.MemoryLength];
            equation.Variances(parameters, Residuals, start, all);
            equation.Variances(parameters, Residuals, start, without);
            Assert.Equal(all[..^1], without);
            equation.Open(parameters, start, memory);
            for (var t = 0; t < Residuals.Length; t++)
            {
                Assert.Equal(all[t], equation.Next(parameters, memory));
                equation.Push(parameters, memory, Residuals[t], []);
            }
            Assert.Equal(all[^1], equation.Next(parameters, memory));
            Assert.All(all, h => Assert.True(h > 0 && double.IsFinite(h)));
        }
    }

    /// <summary>L = Σ c_t h_t with random c_t, by 4-point differences in every parameter, in the level and in some residuals.</summary>
    [Theory, MemberData(nameof(Names))]
    public void The_adjoint_is_the_derivative(string name)
    {
        var (equation, parameters, _) = Case(name);
        var random = Xoshiro256.Stream(5, "weights");
        double[] weights = [.. Residuals.Select(_ => random.NextNormal())];
        foreach (var first in new[] { false, true })
        {
            double Sum(double[] p, double[] e, double level)
            {
                var variances = new double[e.Length];
                equation.Variances(p, e, new(level, first), variances);
                return variances.Zip(weights, (h, c) => h * c).Sum();
            }
            var start = new PresampleStart(0.8, first);
            double[] variances = new double[Residuals.Length], gradient = new double[parameters.Length], residualGradient = new double[Residuals.Length], silent = new double[parameters.Length];
            equation.Variances(parameters, Residuals, start, variances);
            var byLevel = equation.Adjoint(parameters, Residuals, start, variances, [.. weights], gradient, residualGradient);
            equation.Adjoint(parameters, Residuals, start, variances, [.. weights], silent, []);
            Assert.Equal(gradient, silent);
            for (var k = 0; k < parameters.Length; k++)
                Near(Slope(d => Sum([.. parameters.Select((p, i) => i == k ? p + d : p)], Residuals, 0.8), 1e-4), gradient[k]);
            Near(Slope(d => Sum(parameters, Residuals, 0.8 + d), 1e-3), byLevel);
            foreach (var t in (int[])[0, 1, 2, 3, 57, 101, 200, 296, 297, 298, 299])
                Near(Slope(d => Sum(parameters, [.. Residuals.Select((e, i) => i == t ? e + d : e)], 0.8), 1e-4), residualGradient[t]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Residuals_times_k_with_rescaled_parameters_give_variances_times_k_squared(string name)
    {
        var (equation, parameters, _) = Case(name);
        foreach (var k in (double[])[0.01, 3.7, 100])
        {
            var scaled = (double[])parameters.Clone();
            equation.Rescale(scaled, k);
            double[] one = new double[Residuals.Length], other = new double[Residuals.Length];
            equation.Variances(parameters, Residuals, new(0.8, false), one);
            equation.Variances(scaled, [.. Residuals.Select(e => e * k)], new(0.8 * Math.Pow(k, equation.PresamplePower), false), other);
            Assert.All(one.Zip(other), pair => Assert.Equal(1, pair.Second / pair.First / k / k, 1e-12));
        }
    }

    /// <summary>A skipped step has the expectation over its residual, by quadrature, of the state that the recursion is linear in; and E h two and three steps ahead is the quadrature's.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Skipping_and_forecasting_take_expectations(string name)
    {
        var (equation, parameters, power) = Case(name);
        var memory = new double[equation.MemoryLength];
        equation.Open(parameters, new(0.8, false), memory);
        foreach (var e in Residuals[..20]) equation.Push(parameters, memory, e, []);
        var moments = new ErrorMoments(new NormalErrors(), []);

        double[] After(double[] state, double z)
        {
            var next = (double[])state.Clone();
            equation.Push(parameters, next, z * Math.Sqrt(equation.Next(parameters, state)), []);
            return next;
        }
        var skipped = (double[])memory.Clone();
        equation.Skip(parameters, skipped, moments);
        var root = Expectation(z => Math.Pow(equation.Next(parameters, After(memory, z)), power / 2));
        Assert.Equal(1, Math.Pow(equation.Next(parameters, skipped), power / 2) / root, 1e-7);

        var expected = new double[3];
        var closed = equation.Expect(parameters, memory, moments, expected);
        Assert.Equal(equation.Next(parameters, memory), expected[0]);
        Assert.Equal(!name.Contains("tarch(2", StringComparison.Ordinal), closed);
        if (!closed) return;
        Assert.Equal(1, expected[1] / Expectation(z => equation.Next(parameters, After(memory, z))), 1e-7);
        Assert.Equal(1, expected[2] / Expectation(z => Expectation(y => equation.Next(parameters, After(After(memory, z), y)))), 1e-7);
    }

    // Simpson's rule on either side of 0, where the derivative may jump.
    private static double Expectation(Func<double, double> f)
    {
        const int Points = 160;
        const double Step = 8.0 / Points;
        double sum = 0, total = 0;
        for (var i = -Points; i <= Points; i++)
        {
            var weight = (Math.Abs(i) == Points || i == 0 ? (i == 0 ? 2 : 1) : i % 2 == 0 ? 2 : 4) * Math.Exp(-i * Step * i * Step / 2);
            sum += weight * f(i * Step);
            total += weight;
        }
        return sum / total;
    }

    private static double Slope(Func<double, double> f, double step) => ((8 * (f(step) - f(-step))) - (f(2 * step) - f(-2 * step))) / (12 * step);

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-7 * Math.Max(1, Math.Abs(expected)));
}
