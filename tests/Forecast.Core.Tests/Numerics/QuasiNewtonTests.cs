using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class QuasiNewtonTests
{
    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (a, b) = (1 - x[0], x[1] - (x[0] * x[0]));
        gradient[0] = (-2 * a) - (400 * x[0] * b);
        gradient[1] = 200 * b;
        return (a * a) + (100 * b * b);
    }

    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(10, -10)]
    [InlineData(0, 0)]
    public void Rosenbrock_s_valley_is_followed_to_its_end(double x, double y)
    {
        var minimum = QuasiNewton.Minimize(Rosenbrock, [x, y], 1e-10, 500);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.Equal(1, minimum.X[0], 1e-8);
        Assert.Equal(1, minimum.X[1], 1e-8);
        Assert.InRange(minimum.Iterations, 5, 120);
    }

    /// <summary>f = Σ (i + 1)⁴ (x_i − c_i)²: a condition number of n⁴.</summary>
    [Fact]
    public void A_stretched_bowl_has_its_centre_found() =>
        Gen.Double[-50, 50].Array[1, 8].Sample(centre =>
        {
            var minimum = QuasiNewton.Minimize(
                (x, g) =>
                {
                    var sum = 0.0;
                    for (var i = 0; i < x.Length; i++)
                    {
                        var (w, d) = (Math.Pow(i + 1, 4), x[i] - centre[i]);
                        g[i] = 2 * w * d;
                        sum += w * d * d;
                    }
                    return sum;
                }, new double[centre.Length], 1e-7, 400);
            Assert.All(minimum.X.Zip(centre), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        });

    /// <summary>f = x − ln x has no value at x ≤ 0, where long steps lead.</summary>
    [Theory]
    [InlineData(1e-4)]
    [InlineData(30)]
    public void The_edge_of_the_domain_is_not_crossed(double start)
    {
        var minimum = QuasiNewton.Minimize((x, g) => { g[0] = 1 - (1 / x[0]); return x[0] > 0 ? x[0] - Math.Log(x[0]) : double.NaN; }, [start], 1e-9, 200);
        Assert.Equal(MinimumEnding.Stationary, minimum.Ending);
        Assert.Equal(1, minimum.X[0], 1e-8);
    }

    [Fact]
    public void The_iteration_limit_is_kept_and_the_value_has_fallen()
    {
        var minimum = QuasiNewton.Minimize(Rosenbrock, [-1.2, 1], 1e-10, 3);
        Assert.Equal(MinimumEnding.IterationLimit, minimum.Ending);
        Assert.Equal(3, minimum.Iterations);
        Assert.True(minimum.Value < Rosenbrock([-1.2, 1], new double[2]));
    }

    [Fact]
    public void A_tolerance_below_rounding_ends_without_descent()
    {
        var minimum = QuasiNewton.Minimize((x, g) => { g[0] = Math.Exp(x[0]) - 2 + 1e-7; return Math.Exp(x[0]) - (2 * x[0]); }, [0], 1e-30, 500);
        Assert.Equal(MinimumEnding.NoDescent, minimum.Ending);
        Assert.Equal(Math.Log(2), minimum.X[0], 1e-6);
    }

    [Fact]
    public void A_start_outside_the_domain_is_refused() =>
        Assert.Throws<ArgumentException>(() => QuasiNewton.Minimize((_, g) => { g[0] = 0; return double.NaN; }, [1], 1e-6, 10));
}
