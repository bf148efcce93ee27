using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class GradientHessianTests
{
    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (a, b) = (1 - x[0], x[1] - (x[0] * x[0]));
        gradient[0] = (-2 * a) - (400 * x[0] * b);
        gradient[1] = 200 * b;
        return (a * a) + (100 * b * b);
    }

    // Σ x_i ln x_i, whose Hessian is diagonal, 1/x_i.
    private static double Entropy(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            gradient[i] = 1 + Math.Log(x[i]);
            sum += x[i] * Math.Log(x[i]);
        }
        return sum;
    }

    /// <summary>The gradient is a cubic: two points leave s²/6 times its third derivative, −2400 x in H₁₁ and nothing elsewhere; six leave rounding.</summary>
    [Fact]
    public void A_polynomial_has_the_error_of_the_formula()
    {
        double[,] exact = { { 2 - (400 * 0.3) + (1200 * 0.64), -400 * 0.8 }, { -400 * 0.8, 200 } };
        const double Step = 1e-2;
        var second = GradientHessian.Of(Rosenbrock, [0.8, 0.3], [Step, Step], CentralDifference.Second)!;
        var sixth = GradientHessian.Of(Rosenbrock, [0.8, 0.3], [Step, Step], CentralDifference.Sixth)!;
        Assert.Equal(exact[0, 0] + (Step * Step / 6 * 2400), second[0, 0], 1e-9);
        Assert.Equal(exact[0, 1], second[0, 1], 1e-9);
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 2; j++) Assert.Equal(exact[i, j], sixth[i, j], 1e-9);
        }
    }

    /// <summary>Halving the step divides the error by 2² and 2⁶.</summary>
    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 64)]
    public void The_error_falls_with_the_order(bool sixth, double factor)
    {
        double Error(double step) => GradientHessian.Of(Entropy, [1.0], [step], sixth ? CentralDifference.Sixth : CentralDifference.Second)![0, 0] - 1;
        Assert.InRange(Error(0.05) / Error(0.025), 0.9 * factor, 1.1 * factor);
    }

    /// <summary>½ xᵀAx + bᵀx of any symmetric A, definite or not: every difference is exact but for rounding, and the result is symmetric to the last bit.</summary>
    [Fact]
    public void A_quadratic_form_is_its_own_hessian() =>
        Gen.Select(Gen.Double[-5, 5].Array[36], Gen.Double[-3, 3].Array[1, 6]).Sample((entries, x) =>
        {
            var n = x.Length;
            double A(int i, int j) => entries[(6 * Math.Min(i, j)) + Math.Max(i, j)] + (i == j ? Math.CopySign(1, entries[7 * i]) : 0);
            double Form(ReadOnlySpan<double> at, Span<double> gradient)
            {
                var sum = 0.0;
                for (var i = 0; i < n; i++)
                {
                    gradient[i] = 0.5;
                    for (var j = 0; j < n; j++) gradient[i] += A(i, j) * at[j];
                    sum += at[i] * 0.5 * (gradient[i] + 0.5);
                }
                return sum;
            }

            var two = GradientHessian.Of(Form, x, GradientHessian.ShortSteps(x, 0.1), CentralDifference.Second)!;
            var six = GradientHessian.Of(Form, x, GradientHessian.CurvatureSteps(x, two), CentralDifference.Sixth)!;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    Assert.Equal(A(i, j), two[i, j], 5e-7);
                    Assert.Equal(A(i, j), six[i, j], 1e-9);
                    Assert.Equal(two[i, j], two[j, i]);
                    Assert.Equal(six[i, j], six[j, i]);
                }
            }
        });

    /// <summary>Near the edge of the domain the steps are cut to tenths, and reported as they were taken; where no step is short enough there is no answer.</summary>
    [Fact]
    public void Steps_keep_within_the_domain()
    {
        double[] steps = [1e-2, 1e-2];
        var hessian = GradientHessian.Of(Entropy, [1.0, 5e-3], steps, CentralDifference.Sixth)!;
        Assert.Equal(1e-2, steps[0]);
        Assert.Equal(1e-3, steps[1], 1e-15);
        Assert.Equal(1, hessian[0, 0], 1e-9);
        Assert.Equal(200, hessian[1, 1], 200 * 1e-3);
        Assert.Null(GradientHessian.Of(Entropy, [1e-7], [1.0], CentralDifference.Second));
    }

    /// <summary>c^(−½)/1000 within its limits, the sign of c apart; without curvature a share of the variable.</summary>
    [Fact]
    public void Steps_follow_the_curvature()
    {
        var steps = GradientHessian.CurvatureSteps([0.5, 0.5, 0.5, 30, 0.5], new double[,] { { 4, 9, 9, 9, 9 }, { 9, -4, 9, 9, 9 }, { 9, 9, 0, 9, 9 }, { 9, 9, 9, 1e-9, 9 }, { 9, 9, 9, 9, 1e30 } });
        Assert.Equal([5e-4, 5e-4, 5e-5, 3e-2, 1e-9], steps.Select(s => Math.Round(s, 15)));
        Assert.Equal([1e-6, 2e-5], GradientHessian.ShortSteps([0.01, -2], 0.1).Select(s => Math.Round(s, 15)));
    }
}
