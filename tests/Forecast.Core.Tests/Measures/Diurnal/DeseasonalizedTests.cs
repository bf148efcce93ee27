using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class DeseasonalizedTests
{
    [Fact]
    public void Returns_are_divided_by_the_root_of_their_factor()
    {
        var destination = new double[3];
        Deseasonalized.Returns([0.02, -0.03, 0], [4, 0.25, 1], destination);
        Assert.Equal([0.01, -0.06, 0], destination);
        Assert.Equal(0.0001 + 0.0036, Deseasonalized.RealizedVariance([0.02, -0.03, 0], [4, 0.25, 1]), 1e-18);
        Assert.Equal(0, Deseasonalized.RealizedVariance([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Deseasonalized.RealizedVariance([1], [0]));
        Assert.Throws<ArgumentException>(() => Deseasonalized.Returns([1], [1, 1], destination));
    }

    [Fact]
    public void The_measure_scales_what_has_a_factor_to_the_whole_window()
    {
        var measure = new DeseasonalizedVariance();
        foreach (var (r, factor) in new (double?, double?)[] { (0.02, 4), (null, 2), (-0.03, 0.25), (0.5, null) }) measure.Add(Bar(r, factor));
        Assert.Equal(4.0 / 2 * 0.0037, measure.Value(new WindowCount(4, 3, 4))!.Value, 1e-17);
        Assert.Null(measure.Value(new WindowCount(5, 3, 5)));
        Assert.Null(new DeseasonalizedVariance().Value(new WindowCount(0, 0, 0)));
    }

    [Fact]
    public void With_factors_of_one_it_is_realised_variance()
    {
        var (plain, without) = (new RealizedVariance(), new DeseasonalizedVariance());
        foreach (var r in new[] { 0.01, -0.02, 0.005 })
        {
            plain.Add(r, true);
            without.Add(Bar(r, 1));
        }
        Assert.Equal(plain.Value(new WindowCount(4, 3, 4)), without.Value(new WindowCount(4, 3, 4)));
    }

    private static WindowBar Bar(double? r, double? factor) => new() { Return = r, IsJoined = false, Start = 0, End = 1, Open = 1, High = 1, Low = 1, Close = 1, SeasonalFactor = factor };
}
