using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class LeastSquaresTests
{
    // NIST StRD Norris (lower difficulty), certified to 15 digits.
    [Fact]
    public void Norris_certified_values()
    {
        double[] y = [0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2];
        double[] x = [0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5];
        var b = LeastSquares.Solve([x], y)!;
        Assert.Equal(-0.262323073774029, b[0], 1e-11);
        Assert.Equal(1.00211681802045, b[1], 1e-13);
    }

    [Fact]
    public void An_exact_relation_is_found() =>
        Gen.Select(Gen.Double[-3, 3].Array[3], Gen.Double[-1, 1].Array[40], Gen.Double[-1, 1].Array[40]).Sample((b, x, z) =>
        {
            var solved = LeastSquares.Solve([x, z], [.. x.Select((v, i) => b[0] + (b[1] * v) + (b[2] * z[i]))])!;
            for (var k = 0; k < 3; k++) Assert.Equal(b[k], solved[k], 1e-9);
        });

    [Fact]
    public void Collinear_columns_have_no_solution() =>
        Assert.Null(LeastSquares.Solve([[1, 2, 3, 4, 5], [2, 4, 6, 8, 10]], [1, 2, 3, 4, 6]));

    // The mean of ten tenths is not a tenth: what is left after centring is rounding.
    [Fact]
    public void A_column_that_is_constant_to_rounding_has_no_solution()
    {
        double[] tenth = [.. Enumerable.Repeat(0.1, 10)], y = [1, 2, 3, 4, 6, 5, 9, 8, 7, 10];
        Assert.Null(LeastSquares.Solve([tenth], y));
        Assert.Null(LeastSquares.Solve([tenth], y, [.. y.Select(v => v / 3)]));
    }

    [Fact]
    public void A_whole_weight_counts_a_row_as_often() =>
        Gen.Select(Gen.Double[-1, 1].Array[30], Gen.Double[-1, 1].Array[30], Gen.Double[-1, 1].Array[30], Gen.Int[0, 3].Array[30]).Sample((x, z, y, counts) =>
        {
            double[] Repeated(double[] v) => [.. v.SelectMany((a, i) => Enumerable.Repeat(a, counts[i]))];
            if (counts.Sum() < 10) return;
            var weighted = LeastSquares.Solve([x, z], y, [.. counts.Select(c => (double)c)])!;
            Assert.All(LeastSquares.Solve([Repeated(x), Repeated(z)], Repeated(y))!.Zip(weighted), b => Assert.Equal(b.First, b.Second, 1e-9));
        });
}
