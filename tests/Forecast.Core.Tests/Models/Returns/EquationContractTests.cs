using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>The contract of variance equations, for those in the log variance and in an estimated power.</summary>
public sealed class EquationContractTests
{
    private const int Length = 300;
    private const double Level = 0.7;

    private static readonly double[] Residuals = Draws(1, Length);
    private static readonly double[][] Columns = [Draws(2, Length), [.. Draws(3, Length).Select(x => 5 + (3 * x))]];

    private static readonly Dictionary<string, (IVarianceEquation Equation, double[] Parameters)> Cases = new()
    {
        ["egarch 1 1 1"] = (new Egarch(1, 1, 1), [0.01, 0.15, -0.08, 0.95]),
        ["egarch 1 0 1"] = (new Egarch(1, 0, 1), [-0.02, 0.2, 0.9]),
        ["egarch 0 1 1"] = (new Egarch(0, 1, 1), [0.02, 0.1, 0.8]),
        ["egarch 1 1 0"] = (new Egarch(1, 1, 0), [0.1, 0.3, -0.2]),
        ["egarch 2 1 3"] = (new Egarch(2, 1, 3), [0.01, 0.15, -0.05, -0.08, 0.5, 0.3, 0.1]),
        ["egarch 1 3 2"] = (new Egarch(1, 3, 2), [0.01, 0.15, -0.05, -0.08, 0.02, 1.2, -0.3]),
        ["garch-x"] = (new GarchX([Regressor.Of("flow", Columns[0]), Regressor.Of("depth", Columns[1])]), [-0.1, 0.1, -0.05, 0.9, 0.07, 0.02]),
        ["aparch 1 1 1"] = (new Aparch(1, 1, 1), [0.03, 0.08, 0.4, 0.88, 1.3]),
        ["aparch 1 0 1, power 2"] = (new Aparch(1, 0, 1), [0.03, 0.08, 0.88, 2]),
        ["aparch 1 1 0"] = (new Aparch(1, 1, 0), [0.3, 0.4, -0.9, 0.6]),
        ["aparch 2 1 3"] = (new Aparch(2, 1, 3), [0.03, 0.08, 0.03, -0.2, 0.5, 0.2, 0.1, 2.7]),
        ["aparch 2 2 1"] = (new Aparch(2, 2, 1), [0.03, 0.08, 0.03, -0.2, 0.3, 0.8, 1.6]),
    };

    public static TheoryData<string, bool> Starts()
    {
        var starts = new TheoryData<string, bool>();
        foreach (var name in Cases.Keys)
        {
            starts.Add(name, false);
            starts.Add(name, true);
        }
        return starts;
    }

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Starts))]
    public void Step_by_step_gives_the_same_bits(string name, bool isFirst)
    {
        var (equation, p) = Cases[name];
        var start = new PresampleStart(Level, isFirst);
        var memory = new double[equation.MemoryLength];
        equation.Open(p, start, memory);
        var steps = new double[Length + 1];
        for (var t = 0; t <= Length; t++)
        {
            steps[t] = equation.Next(p, memory);
            if (t < Length) equation.Push(p, memory, Residuals[t], name == "garch-x" ? [.. Columns.Select(c => c[t])] : []);
        }
        foreach (var length in new[] { 1, 2, 3, Length, Length + 1 })
        {
            var variances = new double[length];
            var count = Math.Min(length, Length);
            if (name == "garch-x" && count < Length) continue;
            equation.Variances(p, Residuals.AsSpan(0, count), start, variances);
            Assert.Equal(steps[..length], variances);
        }
        Assert.All(steps, h => Assert.True(h > 0));
        if (isFirst) Assert.Equal(Level, steps[0], 1e-14);
    }

    /// <summary>L = Σ w_t h_t with weights that differ: in every parameter, every residual and the level.</summary>
    [Theory]
    [MemberData(nameof(Starts))]
    public void The_adjoint_is_the_derivative(string name, bool isFirst)
    {
        const int Count = 23;
        var (equation, parameters) = name == "garch-x" ? (new GarchX([.. Columns.Select((c, k) => Regressor.Of($"x{k}", c[..Count]))]), Cases[name].Parameters) : Cases[name];
        double[] p = [.. parameters], e = Residuals[..Count], level = [Level], weights = [.. Draws(9, Count)];
        var variances = new double[Count];
        double Sum()
        {
            var h = new double[Count];
            equation.Variances(p, e, new(level[0], isFirst), h);
            return h.Zip(weights, (a, b) => a * b).Sum();
        }
        equation.Variances(p, e, new(Level, isFirst), variances);
        var (gradient, byResidual, alone) = (new double[p.Length], new double[Count], new double[p.Length]);
        var byLevel = equation.Adjoint(p, e, new(Level, isFirst), variances, [.. weights], gradient, byResidual);
        Assert.Equal(Slope(level, 0, Sum), byLevel, 1e-8);
        for (var i = 0; i < p.Length; i++) Assert.Equal(Slope(p, i, Sum), gradient[i], 1e-8 * (1 + Math.Abs(gradient[i])));
        for (var t = 0; t < Count; t++) Assert.Equal(Slope(e, t, Sum), byResidual[t], 1e-8 * (1 + Math.Abs(byResidual[t])));

        var added = equation.Adjoint(p, e, new(Level, isFirst), variances, [.. weights], alone, []);
        Assert.Equal(byLevel, added);
        Assert.Equal(gradient, alone);
        equation.Adjoint(p, e, new(Level, isFirst), variances, [.. weights], gradient, byResidual);
        Assert.All(gradient.Zip(alone), pair => Assert.Equal(2 * pair.Second, pair.First, 1e-12 * (1 + Math.Abs(pair.First))));
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public void The_adjoint_is_finite_at_residuals_of_0_and_longer_than_one_block(string name, bool isFirst)
    {
        var (equation, p) = Cases[name];
        double[] e = [.. Residuals];
        (e[0], e[150], e[^1]) = (0, 0, 0);
        double[] variances = new double[Length], gradient = new double[p.Length], byResidual = new double[Length];
        equation.Variances(p, e, new(Level, isFirst), variances);
        equation.Adjoint(p, e, new(Level, isFirst), variances, Enumerable.Repeat(1.0, Length).ToArray(), gradient, byResidual);
        Assert.All(gradient.Concat(byResidual), g => Assert.True(double.IsFinite(g)));
        double Sum()
        {
            var h = new double[Length];
            equation.Variances(p, e, new(Level, isFirst), h);
            return h.Sum();
        }
        Assert.Equal(Slope(e, 40, Sum), byResidual[40], 1e-7 * (1 + Math.Abs(byResidual[40])));
        Assert.Equal(Slope(e, 260, Sum), byResidual[260], 1e-7 * (1 + Math.Abs(byResidual[260])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Residuals_times_k_give_variances_times_k_squared(string name)
    {
        const double Factor = 130;
        var (equation, parameters) = Cases[name];
        double[] p = [.. parameters], one = new double[Length], scaled = new double[Length];
        equation.Variances(p, Residuals, new(Level, false), one);
        equation.Rescale(p, Factor);
        equation.Variances(p, [.. Residuals.Select(e => Factor * e)], new(Level * Factor * Factor, false), scaled);
        Assert.All(one.Zip(scaled), pair => Assert.Equal(1, pair.Second / pair.First / (Factor * Factor), 1e-11));
        equation.Rescale(p, 1 / Factor);
        Assert.All(p.Zip(parameters), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    /// <summary>What a skipped step adds to ln h or σ^δ is the mean, over draws of the residual, of what they add.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_skipped_step_adds_what_is_expected(string name)
    {
        const int Count = 10_000;
        var (equation, p) = Cases[name];
        IErrorDistribution errors = name.StartsWith("aparch", StringComparison.Ordinal) ? new GeneralizedErrors() : new SkewStudentErrors();
        double[] shape = errors is GeneralizedErrors ? [1.4] : [6, -0.3], before = new double[equation.MemoryLength], after = new double[equation.MemoryLength];
        equation.Open(p, new(Level, false), before);
        equation.Push(p, before, 0.9, name == "garch-x" ? [0.4, 6] : []);
        equation.Push(p, before, -0.4, name == "garch-x" ? [0.2, 5] : []);
        before.CopyTo(after, 0);
        equation.Skip(p, after, new(errors, shape));
        var (random, h, mean, square) = (Xoshiro256.Stream(4, name), equation.Next(p, before), 0.0, 0.0);
        double Added(double variance) => name.StartsWith("aparch", StringComparison.Ordinal) ? Math.Pow(variance, p[^1] / 2) : Math.Log(variance);
        double[] expected = name == "garch-x" ? [.. Columns.Select((c, k) => Expected(Regressor.Of("x", c), k == 0 ? 0.2 : 5))] : [];
        var memory = new double[equation.MemoryLength];
        for (var i = 0; i < Count; i++)
        {
            before.CopyTo(memory, 0);
            equation.Push(p, memory, Math.Sqrt(h) * errors.Draw(random, shape), expected);
            var added = Added(equation.Next(p, memory));
            mean += added / Count;
            square += added * added / Count;
        }
        Assert.Equal(mean, Added(equation.Next(p, after)), 4 * Math.Sqrt((square - (mean * mean)) / Count));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Searches_start_within_the_constraints(string name)
    {
        var (equation, p) = Cases[name];
        Assert.Equal(equation.Names.Count, p.Length);
        Assert.NotEmpty(equation.Starts);
        Assert.All(equation.Starts, s => Assert.All(equation.Constraints, c => Assert.True(Dot(c, s) > c.Bound, c.Meaning)));
        Assert.All(equation.Constraints, c => Assert.True(Dot(c, p) >= c.Bound, c.Meaning));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_step_is_expected_in_closed_form_and_no_more(string name)
    {
        var (equation, p) = Cases[name];
        var (memory, variances) = (new double[equation.MemoryLength], new double[3]);
        equation.Open(p, new(Level, false), memory);
        var moments = new ErrorMoments(new NormalErrors(), []);
        Assert.True(equation.Expect(p, memory, moments, variances.AsSpan(0, 1)));
        Assert.Equal(equation.Next(p, memory), variances[0]);
        Assert.False(equation.Expect(p, memory, moments, variances));
    }

    private static double Expected(Regressor r, double x) => r.Mean + (r.Persistence * (x - r.Mean));

    private static double Dot(LinearConstraint c, double[] x) => c.Normal.Zip(x, (a, b) => a * b).Sum();

    private static double Slope(double[] x, int i, Func<double> value)
    {
        var (at, step) = (x[i], 1e-3 * Math.Max(Math.Abs(x[i]), 0.05));
        double At(int steps)
        {
            x[i] = at + (steps * step);
            return value();
        }
        var slope = ((45 * (At(1) - At(-1))) - (9 * (At(2) - At(-2))) + At(3) - At(-3)) / (60 * step);
        x[i] = at;
        return slope;
    }

    private static double[] Draws(ulong seed, int length)
    {
        var random = Xoshiro256.Stream(seed, "draws");
        return [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
    }
}
