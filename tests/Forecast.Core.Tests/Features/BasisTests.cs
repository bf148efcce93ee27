using System.Globalization;
using Forecast.Core.Features;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Features;

public sealed class BasisTests
{
    private static AsOfSeries Prices(params (long Time, long KnownAt, double Price)[] rows) => new([.. rows.Select(r => r.Time)], [.. rows.Select(r => r.KnownAt)], [.. rows.Select(r => r.Price)]);

    [Fact]
    public void Both_prices_are_of_one_instant()
    {
        var (perpetual, spot) = (Prices((10, 10, 102), (20, 20, 110)), Prices((10, 10, 100), (20, 26, 109)));
        Assert.Equal(Math.Log(1.02), Basis.At(perpetual, spot, 10, 10, 0));
        // The spot of 20 is not known yet: the basis is that of 10, not the perpetual's move.
        Assert.Equal(Math.Log(1.02), Basis.At(perpetual, spot, 25, 25, 15));
        Assert.Null(Basis.At(perpetual, spot, 25, 25, 14));
        Assert.Equal(Math.Log(110 / 109.0), Basis.At(perpetual, spot, 26, 26, 15));
        Assert.Null(Basis.At(perpetual, spot, 9, 9, 100));
        Assert.Null(Basis.At(perpetual, Prices((10, 10, 0)), 10, 10, 100));
    }

    [Fact]
    public void The_basis_of_a_real_perpetual_is_small()
    {
        var rows = SharedFolder.Lines("data/funding/spot_perp_8h_all_exchanges.csv.gz").Skip(1).Select(l => l.Split(',')).Where(r => r[1] == "binance" && r[2] == "bitcoin").ToArray();
        AsOfSeries Closes(string contract) => Prices([.. rows.Where(r => r[4] == contract).Select(r => (Instant.Parse(r[0].Replace(' ', 'T')), double.Parse(r[8], CultureInfo.InvariantCulture))).OrderBy(r => r.Item1).Select(r => (r.Item1, r.Item1, r.Item2))]);
        var (perpetual, spot) = (Closes("perpetual"), Closes("spot"));
        var basis = spot.Time.Select(t => Basis.At(perpetual, spot, t, t, 0)).OfType<double>().ToArray();
        Assert.True(basis.Length > 1000);
        Assert.True(basis.Select(Math.Abs).Order().ElementAt(basis.Length / 2) is > 1e-5 and < 2e-3);
    }
}
