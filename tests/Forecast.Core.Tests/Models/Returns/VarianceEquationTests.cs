using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>What every variance equation keeps, whatever its form.</summary>
public sealed class VarianceEquationTests
{
    private static readonly double[] Residuals = VarianceEquationCases.Residuals(120);

    public static TheoryData<string> Names => VarianceEquationCases.Names;

    public static TheoryData<string, bool> Starts => [.. Names.SelectMany(n => new TheoryDataRow<string, bool>[] { new(n.Data, false), new(n.Data, true) })];

    [Theory]
    [MemberData(nameof(Starts))]
    public void Filtering_at_once_and_step_by_step_give_the_same_bits(string name, bool isFirstVariance)
    {
        var (equation, p) = VarianceEquationCases.Of(name);
        var start = new PresampleStart(0.8, isFirstVariance);
        var (variances, memory) = (new double[Residuals.Length + 1], new double[equation.MemoryLength]);
        equation.Variances(p, Residuals, start, variances);
        equation.Open(p, start, memory);
        for (var t = 0; t <= Residuals.Length; t++)
        {
            Assert.Equal(variances[t], equation.Next(p, memory));
            Assert.True(variances[t] > 0);
            if (t < Residuals.Length) equation.Push(p, memory, Residuals[t], []);
        }
        if (isFirstVariance) Assert.Equal(0.8, variances[0]);
        var shorter = new double[Residuals.Length];
        equation.Variances(p, Residuals, start, shorter);
        Assert.Equal(variances[..^1], shorter);
    }

    /// <summary>Against central differences of Σ w_t h_t, in parameters, residuals and level.</summary>
    [Theory]
    [MemberData(nameof(Starts))]
    public void The_adjoint_is_the_derivative_of_the_variances(string name, bool isFirstVariance)
    {
        var (equation, p) = VarianceEquationCases.Of(name);
        double[] weights = [.. Enumerable.Range(0, Residuals.Length).Select(t => Math.Sin(t + 1))];
        double Sum(double[] parameters, double[] residuals, double level)
        {
            var h = new double[residuals.Length];
            equation.Variances(parameters, residuals, new(level, isFirstVariance), h);
            return h.Zip(weights, (a, b) => a * b).Sum();
        }
        double Slope(Func<double, double> f, double at) => (f(at + 1e-5) - f(at - 1e-5)) / 2e-5;
        var (variances, gradient, byResidual) = (new double[Residuals.Length], new double[p.Length], new double[Residuals.Length]);
        equation.Variances(p, Residuals, new(0.8, isFirstVariance), variances);
        var byLevel = equation.Adjoint(p, Residuals, new(0.8, isFirstVariance), variances, [.. weights], gradient, byResidual);
        Assert.Equal(Slope(x => Sum(p, Residuals, x), 0.8), byLevel, 1e-6);
        for (var i = 0; i < p.Length; i++)
        {
            var expected = Slope(x => Sum([.. p[..i], x, .. p[(i + 1)..]], Residuals, 0.8), p[i]);
            Assert.Equal(expected, gradient[i], 2e-7 * Math.Max(1, Math.Abs(expected)));
        }
        for (var t = 0; t < Residuals.Length; t += 7)
            Assert.Equal(Slope(x => Sum(p, [.. Residuals[..t], x, .. Residuals[(t + 1)..]], 0.8), Residuals[t]), byResidual[t], 1e-6);

        var alone = new double[p.Length];
        equation.Adjoint(p, Residuals, new(0.8, isFirstVariance), variances, [.. weights], alone, []);
        Assert.Equal(gradient, alone);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Residuals_times_8_with_rescaled_parameters_give_variances_times_64(string name)
    {
        var (equation, p) = VarianceEquationCases.Of(name);
        var (one, scaled) = (new double[Residuals.Length], new double[Residuals.Length]);
        equation.Variances(p, Residuals, new(0.8, false), one);
        double[] rescaled = [.. p];
        equation.Rescale(rescaled, 8);
        equation.Variances(rescaled, [.. Residuals.Select(e => 8 * e)], new(0.8 * 64, false), scaled);
        Assert.Equal([.. one.Select(h => 64 * h)], scaled);
    }

    /// <summary>All have E e² = h as all that enters, so an expected step is a skipped one.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Expected_variances_are_those_of_skipped_steps(string name)
    {
        var (equation, p) = VarianceEquationCases.Of(name);
        var (moments, memory, expected) = (new ErrorMoments(new NormalErrors(), []), new double[equation.MemoryLength], new double[40]);
        equation.Open(p, new(0.8, false), memory);
        foreach (var e in Residuals) equation.Push(p, memory, e, []);
        Assert.True(equation.Expect(p, memory, moments, expected));
        foreach (var h in expected)
        {
            Assert.Equal(h, equation.Next(p, memory), 1e-14 * h);
            equation.Skip(p, memory, moments);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Searches_start_strictly_within_the_constraints_at_unit_variance(string name)
    {
        var (equation, p) = VarianceEquationCases.Of(name);
        Assert.Equal(equation.Names.Count, p.Length);
        Assert.NotEmpty(equation.Starts);
        Assert.All(equation.Starts, start =>
        {
            Assert.Equal(equation.Names.Count, start.Length);
            Assert.All(equation.Constraints, c => Assert.True(c.Normal.Zip(start, (a, b) => a * b).Sum() > c.Bound, c.Meaning));
            var memory = new double[equation.MemoryLength];
            equation.Open(start, new(1, false), memory);
            Assert.Equal(1, equation.Next(start, memory), 1e-12);
        });
    }
}
