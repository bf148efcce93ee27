using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class FeedForwardNetTests
{
    public static TheoryData<int[]> Shapes => [new int[] { }, new[] { 4 }, new[] { 5, 3 }, new[] { 3, 4, 2 }];

    [Theory, MemberData(nameof(Shapes))]
    public void The_gradient_is_that_of_central_differences(int[] hidden) => Gen.Select(Gen.Double[-2, 2].Array[6], Gen.ULong).Sample((x, seed) =>
    {
        var (net, random, gradient) = (new FeedForwardNet(6, hidden), Xoshiro256.Stream(seed, "test"), new double[new FeedForwardNet(6, hidden).Parameters.Length]);
        for (var i = 0; i < gradient.Length; i++) net.Parameters[i] = random.NextNormal();
        net.Of(x);
        net.AddGradient(x, 2, gradient);
        const double step = 0.01;
        for (var i = 0; i < gradient.Length; i++)
        {
            var (at, slope) = (net.Parameters[i], 0.0);
            foreach (var (multiple, weight) in CentralDifference.Sixth)
            {
                net.Parameters[i] = at + (multiple * step);
                slope += 2 * weight * net.Of(x) / step;
            }
            net.Parameters[i] = at;
            Assert.Equal(slope, gradient[i], 1e-5 * (1 + Math.Abs(slope)));
        }
    }, iter: 20);

    [Fact]
    public void A_net_of_one_layer_is_its_formula()
    {
        var net = new FeedForwardNet(2, 2);
        double[] parameters = [0.5, -1, 0.1, 0.2, 1, 2, 3, -4, 0.7, -0.3, 0.25];
        parameters.CopyTo(net.Parameters, 0);
        static double Sigma(double a) => a / Math.Sqrt(1 + (a * a));
        Assert.Equal((0.5 * 1.5) + 2 + (0.7 * Sigma(0.1 + 1.5 - 4)) - (0.3 * Sigma(0.2 + 4.5 + 8)) + 0.25, net.Of([1.5, -2]), 1e-14);
    }

    [Fact]
    public void What_is_drawn_is_nothing_yet_and_far_away_only_the_line_goes_on()
    {
        var net = new FeedForwardNet(3, 8, 4);
        net.Draw(Xoshiro256.Stream(1, "test"));
        Assert.Equal(0, net.Of([1, 2, 3]));
        Assert.Contains(net.Parameters, v => v != 0);
        net.Parameters[0] = 0.01;
        for (var i = 0; i < 4; i++) net.Parameters[^(i + 2)] = i - 1.5;
        foreach (var far in (double[])[1e3, 1e6, 1e9]) Assert.InRange(net.Of([far, far, -far]) - (0.01 * far), -4 - (1e-12 * far), 4 + (1e-12 * far));
    }
}
