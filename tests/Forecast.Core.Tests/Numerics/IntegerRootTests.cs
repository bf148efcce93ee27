using System.Numerics;
using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class IntegerRootTests
{
    [Fact]
    public void It_is_the_largest_whole_number_whose_square_fits() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 128]).Sample((high, low, shift) => Holds(((((BigInteger)high) << 64) + low) >> shift));

    /// <summary>At squares and beside them, where rounding would show.</summary>
    [Fact]
    public void It_is_exact_at_squares() =>
        Gen.ULong.Sample(root =>
        {
            var square = (BigInteger)root * root;
            Assert.Equal(root, IntegerRoot.Of(square));
            Holds(square + 1);
            if (root > 0) Assert.Equal(root - 1, IntegerRoot.Of(square - 1));
        });

    [Fact]
    public void Below_zero_there_is_none() => Assert.Throws<ArgumentOutOfRangeException>(() => IntegerRoot.Of(-1));

    private static void Holds(BigInteger value)
    {
        var root = IntegerRoot.Of(value);
        Assert.True(root * root <= value && value < (root + 1) * (root + 1));
    }
}
