using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class ConstrainedNewtonTests
{
    private static readonly LinearConstraint[] Sum = [new([1, 1], 1, "x + y is at 1")];

    // With its value beside 1 the flat direction is lost in rounding at a distance of √ε; its minimum is (1, 2).
    private static double Flat(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (a, b) = (x[0] - 1, x[1] - 2);
        (gradient[0], gradient[1]) = (2 * a, 2e-3 * b);
        return 1 + (a * a) + (1e-3 * b * b);
    }

    // Its minimum under x + y ≥ 1 is (½, ½), with a negative curvature across the bound.
    private static double Saddle(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (sum, difference) = (x[0] + x[1], x[0] - x[1]);
        (gradient[0], gradient[1]) = (2 - (sum / 2) + (2e-3 * difference), 2 - (sum / 2) - (2e-3 * difference));
        return 1 + (2 * sum) - (sum * sum / 4) + (1e-3 * difference * difference);
    }

    [Fact]
    public void Where_values_are_equal_to_rounding_the_gradient_still_leads_to_the_minimum()
    {
        double[] near = [1 + 1e-9, 2 + 1e-7], gradient = new double[2];
        Assert.Equal(Flat([1, 2], gradient), Flat(near, gradient));

        var finished = ConstrainedNewton.Finish(Flat, new(near, 1, 0, MinimumEnding.NoDescent, []), [], new[,] { { 2.0, 0 }, { 0, 2e-3 } }, 1);

        Assert.Equal(1, finished.X[0], 1e-15);
        Assert.Equal(2, finished.X[1], 1e-15);
    }

    [Fact]
    public void On_a_bound_curvature_across_it_does_not_matter()
    {
        var near = new ConstrainedMinimum([0.5 + 1e-7, 0.5 - 1e-7], Saddle([0.5 + 1e-7, 0.5 - 1e-7], new double[2]), 0, MinimumEnding.NoDescent, [0]);

        var finished = ConstrainedNewton.Finish(Saddle, near, Sum, new[,] { { -0.5 + 2e-3, -0.5 - 2e-3 }, { -0.5 - 2e-3, -0.5 + 2e-3 } }, 2);

        // The gradient's components, 1.5, round by 2e-16, and the curvature along the bound is 4e-3.
        Assert.Equal([0], finished.Active);
        Assert.Equal(0.5, finished.X[0], 1e-13);
        Assert.Equal(0.5, finished.X[1], 1e-13);
    }

    [Fact]
    public void A_bound_is_not_crossed()
    {
        // The minimum (1, 2) lies beyond y ≤ 1.9.
        LinearConstraint[] bound = [LinearConstraint.AtMost(2, 1, 1.9, "y is at 1.9")];
        var finished = ConstrainedNewton.Finish(Flat, new([1.1, 1.8], Flat([1.1, 1.8], new double[2]), 0, MinimumEnding.NoDescent, []), bound, new[,] { { 2.0, 0 }, { 0, 2e-3 } }, 2);

        Assert.Equal([0], finished.Active);
        Assert.Equal(1.9, finished.X[1]);
        Assert.Equal(1, finished.X[0], 1e-15);
    }

    [Fact]
    public void Where_there_is_no_minimum_along_the_bounds_or_a_step_leads_up_the_end_stays()
    {
        var end = new ConstrainedMinimum([1.1, 2.1], Flat([1.1, 2.1], new double[2]), 7, MinimumEnding.Stationary, []);

        Assert.Same(end, ConstrainedNewton.Finish(Flat, end, [], new[,] { { 2.0, 0 }, { 0, -2e-3 } }, 2));
        // A Hessian ten times too small steps ten times too far.
        Assert.Equal(end.X, ConstrainedNewton.Finish(Flat, end, [], new[,] { { 0.2, 0 }, { 0, 2e-4 } }, 2).X);
    }
}
