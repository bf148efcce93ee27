using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin.Venues;

public sealed class SmartLoanToValueTests
{
    [Fact]
    public void Published_figures()
    {
        foreach (var row in Vector.Of("smartltv_vectors.json").Rows("cases"))
            Assert.Equal(row.Double("ltv"), SmartLoanToValue.Of(row.Double("sigma"), row.Double("l"), row.Double("d"), row.Double("beta"), row.Double("c"), TimeSpan.Zero), row.TryGetProperty("tol", out var tolerance) ? tolerance.GetDouble() : 0);
    }

    [Fact]
    public void It_falls_with_volatility_confidence_and_cap_and_rises_with_liquidity() =>
        Gen.Select(Gen.Double[0.01, 2], Gen.Double[1e3, 1e7], Gen.Double[1e3, 1e7], Gen.Double[0.1, 5], Gen.Double[1.001, 2]).Sample((sigma, liquidity, cap, confidence, factor) =>
        {
            double Of(double s = 1, double l = 1, double d = 1, double c = 1) => SmartLoanToValue.Of(sigma * s, liquidity * l, cap * d, 0.05, confidence * c, TimeSpan.FromHours(24));
            var ltv = Of();
            Assert.InRange(ltv, 0, 0.95);
            Assert.True(Of(s: factor) <= ltv && Of(d: factor) <= ltv && Of(c: factor) <= ltv && Of(l: factor) >= ltv);
        });

    [Fact]
    public void Inputs_of_more_than_a_day_ago_are_refused() =>
        Assert.Contains("at most 24 h", Assert.Throws<ArgumentOutOfRangeException>(() => SmartLoanToValue.Of(0.1, 1, 1, 0.05, 3, TimeSpan.FromHours(24.01))).Message, StringComparison.Ordinal);
}
