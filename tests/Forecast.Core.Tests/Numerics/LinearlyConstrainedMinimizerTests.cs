using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class LinearlyConstrainedMinimizerTests
{
    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (a, b) = (1 - x[0], x[1] - (x[0] * x[0]));
        gradient[0] = (-2 * a) - (400 * x[0] * b);
        gradient[1] = 200 * b;
        return (a * a) + (100 * b * b);
    }

    // Every point asked for has to keep the constraints, to a share of the size of their terms.
    private static ValueAndGradient Within(IReadOnlyList<LinearConstraint> constraints, ValueAndGradient function, double rounding) => (x, gradient) =>
    {
        foreach (var c in constraints)
        {
            var (sum, size) = (0.0, Math.Abs(c.Bound));
            for (var k = 0; k < x.Length; k++) (sum, size) = (sum + (c.Normal[k] * x[k]), size + Math.Abs(c.Normal[k] * x[k]));
            Assert.True(sum >= c.Bound - (rounding * size), $"{c.Meaning}: {sum} < {c.Bound}");
        }
        return function(x, gradient);
    };

    private static ConstrainedMinimum Minimize(ValueAndGradient function, double[] start, IReadOnlyList<LinearConstraint> constraints, double tolerance = 1e-10, int limit = 500, double rounding = 1e-15) =>
        LinearlyConstrainedMinimizer.Minimize(Within(constraints, function, rounding), start, constraints, tolerance, limit);

    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(10, -10)]
    [InlineData(0, 0)]
    public void Without_constraints_rosenbrock_s_valley_is_followed_to_its_end(double x, double y)
    {
        var minimum = Minimize(Rosenbrock, [x, y], []);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.Equal(1, minimum.X[0], 1e-8);
        Assert.Equal(1, minimum.X[1], 1e-8);
        Assert.Empty(minimum.Active);
        Assert.InRange(minimum.Iterations, 5, 150);
    }

    /// <summary>Problem 1 of Hock and Schittkowski (1981) has its bound inactive; with x₀ ≤ ½ the solution is (½, ¼) with f = ¼, exactly on the bound.</summary>
    [Fact]
    public void A_bound_that_holds_at_the_end_holds_exactly()
    {
        var minimum = Minimize(Rosenbrock, [-2, 1], [LinearConstraint.AtMost(2, 0, 0.5, "x is at ½"), LinearConstraint.AtLeast(2, 1, -1.5, "y is at −1.5")]);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.Equal(0.5, minimum.X[0]);
        Assert.Equal(0.25, minimum.X[1], 1e-10);
        Assert.Equal(0.25, minimum.Value, 1e-12);
        Assert.Equal([0], minimum.Active);
    }

    /// <summary>x + y ≤ 1 with weights that round: the sum at the end is exactly 1.</summary>
    [Fact]
    public void A_sum_at_its_limit_is_exactly_there()
    {
        LinearConstraint[] constraints = [LinearConstraint.AtLeast(2, 0, 0, "x is at 0"), LinearConstraint.AtLeast(2, 1, 0, "y is at 0"), new([-1, -1], -1, "x + y is at 1")];
        for (var target = 0.1; target < 2; target += 0.0317)
        {
            var minimum = Minimize((x, g) =>
            {
                (g[0], g[1]) = (2 * (x[0] - target), 6 * (x[1] - 0.9123));
                return ((x[0] - target) * (x[0] - target)) + (3 * (x[1] - 0.9123) * (x[1] - 0.9123));
            }, [0.3, 0.3], constraints);
            Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
            Assert.Equal(1, minimum.X[0] + minimum.X[1]);
            Assert.Equal(2 * (minimum.X[0] - target), 6 * (minimum.X[1] - 0.9123), 1e-8);
        }
    }

    /// <summary>A constraint that is active at the start but not at the solution is left again.</summary>
    [Fact]
    public void A_vertex_is_left_where_the_function_falls_inwards()
    {
        LinearConstraint[] constraints =
            [LinearConstraint.AtLeast(2, 0, 0, "x is at 0"), LinearConstraint.AtLeast(2, 1, 0, "y is at 0"), new([1, 1], 0, "x + y is at 0"), new([2, 1], 0, "2x + y is at 0")];
        var minimum = Minimize(Rosenbrock, [0, 0], constraints);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.Equal(1, minimum.X[0], 1e-8);
        Assert.Empty(minimum.Active);
    }

    /// <summary>Five constraints meet in the solution, a vertex in two dimensions.</summary>
    [Fact]
    public void A_degenerate_vertex_is_a_solution()
    {
        LinearConstraint[] constraints =
        [
            LinearConstraint.AtLeast(2, 0, 0, "x is at 0"), LinearConstraint.AtLeast(2, 1, 0, "y is at 0"), new([1, 1], 0, "x + y is at 0"), new([2, 1], 0, "2x + y is at 0"), new([1, 3], 0, "x + 3y is at 0"),
        ];
        var minimum = Minimize((x, g) => { (g[0], g[1]) = (1 + x[0], 2 + Math.Exp(x[1])); return x[0] + (x[0] * x[0] / 2) + (2 * x[1]) + Math.Exp(x[1]); }, [3, 2], constraints);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.Equal([0, 0], minimum.X);
        Assert.Equal([0, 1, 2, 3, 4], minimum.Active);
    }

    /// <summary>Random convex quadratics in up to 4 dimensions under up to 6 random inequalities: the solution is the best of those on every set of constraints taken as equalities.</summary>
    [Fact]
    public void Quadratics_have_the_solution_that_trying_every_set_of_constraints_finds() =>
        Gen.Select(Gen.Int[2, 4], Gen.Int[1, 6], Gen.ULong).Sample((n, m, seed) =>
        {
            var random = Xoshiro256.Stream(seed, "programs");
            var root = new double[n, n];
            var centre = new double[n];
            for (var i = 0; i < n; i++)
            {
                centre[i] = 3 * random.NextNormal();
                for (var j = 0; j < n; j++) root[i, j] = random.NextNormal() + (i == j ? 2 : 0);
            }
            // The origin keeps every constraint.
            var constraints = Enumerable.Range(0, m).Select(i => new LinearConstraint([.. Enumerable.Range(0, n).Select(_ => random.NextNormal())], i % 3 == 0 ? 0 : -Math.Abs(random.NextNormal()), $"constraint {i}")).ToArray();
            double Quadratic(ReadOnlySpan<double> x, Span<double> g)
            {
                var sum = 0.0;
                g.Clear();
                for (var i = 0; i < n; i++)
                {
                    var r = 0.0;
                    for (var j = 0; j < n; j++) r += root[i, j] * (x[j] - centre[j]);
                    sum += r * r / 2;
                    for (var j = 0; j < n; j++) g[j] += r * root[i, j];
                }
                return sum;
            }
            // Several dense constraints that are active together pass their roundings on to each other, in the last digits.
            var minimum = Minimize(Quadratic, new double[n], constraints, 1e-9, rounding: 2e-14);
            var best = Best(root, centre, constraints);
            Assert.Equal(best, minimum.Value, 1e-8 * (1 + best));
        }, iter: 400, threads: 1);

    private static double Best(double[,] root, double[] centre, LinearConstraint[] constraints)
    {
        var n = centre.Length;
        var best = double.PositiveInfinity;
        for (var set = 0; set < 1 << constraints.Length; set++)
        {
            var chosen = constraints.Where((_, i) => (set >> i & 1) == 1).ToArray();
            if (chosen.Length > n) continue;
            var size = n + chosen.Length;
            var system = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(size, size);
            var right = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(size);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < n; k++) system[i, j] += root[k, i] * root[k, j];
                }
            }
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) right[i] += system[i, j] * centre[j];
                for (var c = 0; c < chosen.Length; c++) (system[i, n + c], system[n + c, i], right[n + c]) = (-chosen[c].Normal[i], chosen[c].Normal[i], chosen[c].Bound);
            }
            var x = system.Solve(right).Take(n).ToArray();
            if (!Array.TrueForAll(x, double.IsFinite) || constraints.Any(c => c.Normal.Zip(x, (a, b) => a * b).Sum() < c.Bound - 1e-9)) continue;
            var value = 0.0;
            for (var i = 0; i < n; i++)
            {
                var r = 0.0;
                for (var j = 0; j < n; j++) r += root[i, j] * (x[j] - centre[j]);
                value += r * r / 2;
            }
            best = Math.Min(best, value);
        }
        return best;
    }

    /// <summary>f = x − ln x has no value at x ≤ 0, where long steps lead.</summary>
    [Theory]
    [InlineData(1e-4)]
    [InlineData(30)]
    public void The_edge_of_the_domain_is_not_crossed(double start)
    {
        var minimum = Minimize((x, g) => { g[0] = 1 - (1 / x[0]); return x[0] > 0 ? x[0] - Math.Log(x[0]) : double.NaN; }, [start], [LinearConstraint.AtMost(1, 0, 100, "x is at 100")]);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.Equal(1, minimum.X[0], 1e-8);
    }

    [Fact]
    public void The_iteration_limit_is_kept_and_the_value_has_fallen()
    {
        var minimum = Minimize(Rosenbrock, [-1.2, 1], [], limit: 3);
        Assert.Equal(MinimumEnding.IterationLimit, minimum.Ending);
        Assert.Equal(3, minimum.Iterations);
        Assert.True(minimum.Value < Rosenbrock([-1.2, 1], new double[2]));
    }

    [Fact]
    public void A_start_outside_is_refused()
    {
        Assert.Contains("x is at 2", Assert.Throws<ArgumentException>(() => Minimize(Rosenbrock, [1, 1], [LinearConstraint.AtLeast(2, 0, 2, "x is at 2")])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Minimize((_, g) => { g[0] = 0; return double.NaN; }, [1], []));
    }

    [Fact]
    public void Cancellation_is_looked_at_before_every_evaluation()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        Assert.Throws<OperationCanceledException>(() => LinearlyConstrainedMinimizer.Minimize(
            (x, g) =>
            {
                if (++calls == 3) source.Cancel();
                return Rosenbrock(x, g);
            }, [-1.2, 1], [], 1e-10, 100, source.Token));
        Assert.Equal(3, calls);
    }

    [Fact]
    public void A_search_ends_where_its_caller_has_seen_enough()
    {
        var seen = new List<double>();
        var minimum = LinearlyConstrainedMinimizer.Minimize(
            Rosenbrock, [-1.2, 1], [], 1e-10, 100, null, true, (_, value) =>
            {
                seen.Add(value);
                return value < 1;
            }, CancellationToken.None);
        Assert.Equal(MinimumEnding.Enough, minimum.Ending);
        Assert.Equal(seen[^1], minimum.Value);
        Assert.Equal(seen.Count, minimum.Iterations);
        Assert.DoesNotContain(seen[..^1], value => value < 1);
    }

    /// <summary>Where the value says nothing any more the slope still leads a smooth function to its minimum, without a search among rounding for a fall.</summary>
    [Fact]
    public void Rounding_does_not_stop_the_search_of_a_smooth_function()
    {
        var calls = 0;
        double Noisy(ReadOnlySpan<double> x, Span<double> gradient)
        {
            calls++;
            return 1 + Rosenbrock(x, gradient) + (4e-14 * Math.Sin(1e9 * x[0]));
        }

        var minimum = LinearlyConstrainedMinimizer.Minimize(Noisy, [-1.2, 1], [], 1e-10, 100, null, true, null, CancellationToken.None);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.InRange(calls, minimum.Iterations, 2 * minimum.Iterations);
        Assert.InRange(minimum.NextStep, 0, 1e-8);
        Assert.Equal(1, minimum.X[0], 1e-8);
        var other = LinearlyConstrainedMinimizer.Minimize(Noisy, [-1.2, 1], [], 1e-10, 100, null, false, null, CancellationToken.None);
        Assert.Equal(MinimumEnding.NoDescent, other.Ending);
    }
}
