using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class PrincipalComponentTests
{
    [Fact]
    public void Two_variables_by_hand()
    {
        var component = PrincipalComponent.Of(new[,] { { 1, 0.6 }, { 0.6, 1 } });
        Assert.Equal(1.6, component.Variance, 1e-14);
        Assert.All(component.Weights, w => Assert.Equal(Math.Sqrt(0.5), w, 1e-14));
        var opposite = PrincipalComponent.Of(new[,] { { 2, -1.0 }, { -1, 4 } });
        Assert.Equal(3 + Math.Sqrt(2), opposite.Variance, 1e-14);
        Assert.True(opposite.Weights.Sum() > 0);
        Assert.Equal((1.0, 5.0), (PrincipalComponent.Of(new[,] { { 5.0 } }).Weights[0], PrincipalComponent.Of(new[,] { { 5.0 } }).Variance));
    }

    [Fact]
    public void It_solves_its_equation_and_no_direction_has_more_variance() =>
        Gen.Int[1, 8].SelectMany(n => Gen.Select(Gen.Double[-1, 1].Array[n * n], Gen.Double[-1, 1].Array[n])).Sample(
            (entries, direction) =>
            {
                var n = direction.Length;
                var c = new double[n, n];
                for (var i = 0; i < n; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        for (var k = 0; k < n; k++) c[i, j] += entries[(i * n) + k] * entries[(j * n) + k];
                    }
                }
                double[] Times(double[] w) => [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => c[i, j] * w[j]))];
                double Dot(double[] a, double[] b) => a.Zip(b).Sum(p => p.First * p.Second);
                var component = PrincipalComponent.Of(c);
                Assert.Equal(1, Dot(component.Weights, component.Weights), 1e-12);
                Assert.True(component.Weights.Sum() >= 0);
                foreach (var (left, w) in Times(component.Weights).Zip(component.Weights)) Assert.Equal(component.Variance * w, left, 1e-10);
                Assert.True(Dot(direction, Times(direction)) <= component.Variance * Dot(direction, direction) + 1e-12);
            },
            iter: 300);
}
