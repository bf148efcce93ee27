using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

/// <summary>The distance from a minimum, where it is known: of quadratics, at bounds and at kinks.</summary>
public sealed class FirstOrderConditionsTests
{
    // By which δ comes out too small.
    private const double Share = 1.01e-3;

    private static readonly double[,] Curvature = { { 4, 1 }, { 1, 2 } };

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e-6, -2e-6)]
    [InlineData(0.3, 2.0)]
    public void Of_a_quadratic_it_is_that_to_its_minimum(double a, double b)
    {
        // f = ½ (x − m)ᵀ B (x − m) at x = m + (a, b).
        double[] gradient = [(4 * a) + b, a + (2 * b)];
        var expected = Math.Sqrt(100 * ((a * gradient[0]) + (b * gradient[1])));
        Assert.Equal(expected, FirstOrderConditions.Distance([5, 7], [gradient], Curvature, [], 100), (Share * expected) + 1e-15);
    }

    [Fact]
    public void At_a_bound_only_what_leads_inside_counts()
    {
        LinearConstraint[] bounds = [LinearConstraint.AtLeast(2, 0, 3, "x is at 3")];
        double[] outward = [5, 0], inward = [-5, 0];
        Assert.Equal(0, FirstOrderConditions.Distance([3, 1], [outward], new double[,] { { 4, 0 }, { 0, 2 } }, bounds, 9), 1e-12);
        Assert.Equal(3 * 5 / 2.0, FirstOrderConditions.Distance([3, 1], [inward], new double[,] { { 4, 0 }, { 0, 2 } }, bounds, 9), Share * 7.5);
        // A millionth inside the bound, the step ends there.
        Assert.Equal(3 * 2e-6, FirstOrderConditions.Distance([3 + 1e-6, 1], [outward], new double[,] { { 4, 0 }, { 0, 2 } }, bounds, 9), 1e-10);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e-5, 3 * 1e-5)]
    [InlineData(1.0, 3.0)]
    public void Across_a_kink_it_is_that_along_it(double along, double expected)
    {
        // f = |x| + ½ x² + ½ (y + along)² at 0: the sides have slopes 1 and −1, and y is as far from its minimum.
        double[][] sides = [[1, along], [-1, along]];
        Assert.Equal(expected, FirstOrderConditions.Distance([0, 0], sides, new double[,] { { 1, 0 }, { 0, 1 } }, [], 9), (Share * expected) + 1e-7);
    }

    [Fact]
    public void Beside_a_kink_it_is_the_whole_way()
    {
        // Both sides fall to the right: 0.5 is the less steep one.
        Assert.Equal(0.5, FirstOrderConditions.Distance([0], [[-2], [-0.5]], new double[,] { { 1 } }, [], 1), 1e-4);
    }

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(1.5, 0.0, 0.5)]
    [InlineData(1.5, -1.25, 0.5590169943749475)]
    public void Where_two_kinks_meet_four_sides_depend_on_each_other(double a, double b, double expected)
    {
        // f = |x| + |y| + a x + b y: within −1 and 1 the slopes hold each other.
        double[][] sides = [[a + 1, b + 1], [a + 1, b - 1], [a - 1, b + 1], [a - 1, b - 1], [a - 1, b - 1]];
        Assert.Equal(expected, FirstOrderConditions.Distance([0, 0], sides, new double[,] { { 1, 0 }, { 0, 1 } }, [], 1), 1e-4);
    }

    [Fact]
    public void A_direction_in_which_nothing_changes_is_not_far() =>
        Assert.Equal(2, FirstOrderConditions.Distance([0, 0], [[2, 0]], new double[,] { { 1, 0 }, { 0, 0 } }, [], 1), Share * 2);

    [Fact]
    public void What_is_no_number_is_infinitely_far()
    {
        Assert.Equal(double.PositiveInfinity, FirstOrderConditions.Distance([0, 0], [[double.NaN, 0]], Curvature, [], 1));
        Assert.Equal(double.PositiveInfinity, FirstOrderConditions.Distance([0, 0], [[1, 0]], new double[,] { { 1, 2 }, { 2, 1 } }, [], 1));
    }
}
