using System.Numerics;
using System.Runtime.Intrinsics;
using CsCheck;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Market;

public sealed class LogReturnTests
{
    private const int Bits = 400;

    /// <summary>Two units in the last place of the exact 2 atanh z, summed in integers of 400 binary places; the plain logarithm of the ratio is off by far more on small moves.</summary>
    [Fact]
    public void Small_moves_are_exact_to_two_units_in_the_last_place()
    {
        var worst = 0.0;
        Gen.Select(Gen.Double[1e-5, 1e5], Gen.Double[-14, -1.6], Gen.Bool).Sample((from, size, falls) =>
        {
            var to = from * (1 + (falls ? -1 : 1) * Math.Pow(10, size));
            var (exact, r) = (Exact(from, to), LogReturn.Of(from, to));
            worst = Math.Max(worst, exact == 0 ? Math.Abs(r) : Math.Abs(Error(from, to, r)) / Math.ScaleB(1, Math.ILogB(exact) - 52));
        }, iter: 2000, threads: 1);
        Assert.InRange(worst, 0.3, 2);
    }

    [Fact]
    public void The_vector_form_has_the_bits_of_the_scalar_one() =>
        Gen.Select(Gen.Double[0.5, 2], Gen.Double[-0.1, 0.1]).Array[8].Sample(pairs =>
        {
            var (from, to) = (pairs.Select(p => p.Item1).ToArray(), pairs.Select((p, i) => p.Item1 * (1 + (p.Item2 / Math.Pow(10, i)))).ToArray());
            var r = LogReturn.Of(Vector512.Create<double>(from), Vector512.Create<double>(to));
            var small = LogReturn.Of(Vector512.Create(from[7]), Vector512.Create(to[7]));
            for (var i = 0; i < 8; i++) Assert.Equal(BitConverter.DoubleToInt64Bits(LogReturn.Of(from[i], to[i])), BitConverter.DoubleToInt64Bits(r[i]));
            Assert.Equal(LogReturn.Of(from[7], to[7]), small[3]);
        });

    [Theory]
    [InlineData(1, 2, 0.69314718055994530942)]
    [InlineData(100, 100, 0)]
    [InlineData(3, 1, -1.09861228866810969140)]
    [InlineData(1, 1.03125, 0.030771658666753687328)]
    [InlineData(1, 1.0009765625, 0.00097608597305545889597)]
    public void Known_logarithms(double from, double to, double expected) => Assert.Equal(expected, LogReturn.Of(from, to), Math.Abs(expected) * 3e-16);

    private static double Exact(double from, double to) => (double)Series(from, to) / Math.Pow(2, Bits - 1);

    private static double Error(double from, double to, double r) => (double)(Series(from, to) - (Fixed(r) >> 1)) / Math.Pow(2, Bits - 1);

    // atanh z, times 2^Bits; doubled by the exponent in the callers.
    private static BigInteger Series(double from, double to)
    {
        var z = ((Fixed(to) - Fixed(from)) << Bits) / (Fixed(to) + Fixed(from));
        BigInteger sum = 0, power = z;
        for (var k = 1; !power.IsZero && power != -1; k += 2)
        {
            sum += power / k;
            power = (((power * z) >> Bits) * z) >> Bits;
        }
        return sum;
    }

    private static BigInteger Fixed(double x)
    {
        if (x == 0) return 0;
        var exponent = Math.ILogB(x) - 52;
        return new BigInteger(Math.ScaleB(x, -exponent)) << (Bits + exponent);
    }
}
