using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin.Venues;

public sealed class SizePremiumTests
{
    private static readonly Gen<(int Weight, long Size, uint Imf)> Cases = Gen.Select(Gen.Int[0, 20_000], Gen.Long[0, long.MaxValue / 4], Gen.UInt[0, 200_000]);

    [Fact]
    public void Published_weights()
    {
        foreach (var row in Vector.Of("drift_imf_vectors.json").Rows("cases"))
        {
            var (weight, size, imf) = ((int)row.Whole("base_weight_1e4"), (Int128)row.Whole("size_1e9"), (uint)row.Whole("imf_factor_1e6"));
            Assert.Equal(row.GetProperty("expected").GetInt32(), row.Text("kind") == "liab" ? SizePremium.Liability(weight, size, imf) : SizePremium.Asset(weight, size, imf));
        }
    }

    [Fact]
    public void Published_scaling_of_deposits()
    {
        foreach (var row in Vector.Of("drift_imf_vectors.json").Rows("scale_initial_asset_weight"))
            Assert.Equal(row.GetProperty("expected").GetInt32(), SizePremium.ScaledByDeposits((int)row.Whole("base"), row.Whole("start_usd"), row.Whole("deposits_sol") * row.Whole("price")));
    }

    [Fact]
    public void Weights_are_the_whole_part_of_the_formula() =>
        Cases.Sample((weight, size, imf) =>
        {
            var premium = imf / 1e6 * Math.Sqrt(size / 1e9);
            Whole(Math.Max(weight, (0.8 * weight) + (1e4 * premium)), (double)SizePremium.Liability(weight, size, imf));
            Whole(Math.Min(weight, 1.1e4 / (1 + premium)), SizePremium.Asset(weight, size, imf));
        });

    [Fact]
    public void A_liability_weighs_more_and_an_asset_less_the_larger_it_is() =>
        Gen.Select(Cases, Gen.Long[0, long.MaxValue / 4]).Sample((c, more) =>
        {
            Assert.True(SizePremium.Liability(c.Weight, c.Size + (Int128)more, c.Imf) >= SizePremium.Liability(c.Weight, c.Size, c.Imf));
            Assert.True(SizePremium.Asset(c.Weight, c.Size + (Int128)more, c.Imf) <= SizePremium.Asset(c.Weight, c.Size, c.Imf));
            Assert.True(SizePremium.Liability(c.Weight, c.Size, c.Imf + 1) >= SizePremium.Liability(c.Weight, c.Size, c.Imf));
            Assert.True(SizePremium.ScaledByDeposits(c.Weight, 1 + (Int128)c.Size, c.Size + (Int128)more) <= c.Weight);
        });

    [Fact]
    public void No_size_is_too_large()
    {
        Assert.Equal(0, SizePremium.Asset(9_000, Int128.MaxValue, uint.MaxValue));
        Assert.True(SizePremium.Liability(9_000, Int128.MaxValue, uint.MaxValue) > 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => SizePremium.Asset(9_000, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SizePremium.ScaledByDeposits(9_000, 0, 1));
    }

    // Floating point may take a value for the whole number beside it.
    private static void Whole(double value, double actual) => Assert.InRange(actual, Math.Floor(value - (1e-9 * Math.Max(1, value))), Math.Floor(value + (1e-9 * Math.Max(1, value))));
}
