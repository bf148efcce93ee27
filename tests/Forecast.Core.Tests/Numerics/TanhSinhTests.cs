using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class TanhSinhTests
{
    [Fact]
    public void Integrals_with_singular_ends_are_exact()
    {
        Assert.Equal(Math.E - 1, TanhSinh.Integrate(Math.Exp, 0, 1), 1e-14);
        Assert.Equal(-1, TanhSinh.Integrate(Math.Log, 0, 1), 1e-13);
        Assert.Equal(2 * Math.Sqrt(5), TanhSinh.Integrate(x => 1 / Math.Sqrt(x), 0, 5), 1e-13);
        Assert.Equal(1 / 1.3, TanhSinh.Integrate(x => Math.Pow(x, 0.3), 0, 1), 1e-13);
        Assert.Equal(Math.PI / 4, TanhSinh.Integrate(x => Math.Sqrt(1 - (x * x)), 0, 1), 1e-13);
    }

    [Fact]
    public void An_empty_interval_has_no_integral() => Assert.Equal(0, TanhSinh.Integrate(Math.Exp, 2, 2));
}
