using System.Globalization;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class HarSeriesTests
{
    // Daily realised variances of SPY; coefficients on which R's highfrequency and an independent computation agree to ten digits.
    [Fact]
    public void Har_of_spy_as_published()
    {
        var fit = SeriesModelCatalog.Get("har").Fit(Spy(), new SeriesOptions { Lags = [1, 5, 22] });
        Close([1.160000921e-05, 2.953165771e-01, 2.813334173e-01, 1.471632893e-01], fit);
    }

    [Fact]
    public void Log_har_of_spy_as_published()
    {
        var fit = SeriesModelCatalog.Get("log-har").Fit(Spy(), new SeriesOptions { Lags = [1, 5, 22] });
        Close([-1.188268784, 0.5379168584, 0.2273531648, 0.1287141720], fit);
    }

    [Fact]
    public void A_value_that_is_not_positive_is_refused_with_its_place()
    {
        double[] series = [.. Enumerable.Range(1, 100).Select(i => i == 40 ? 0.0 : i)];
        Assert.Contains("value 40 is 0", SeriesModelCatalog.Get("har").Fit(series, new SeriesOptions()).Reason, StringComparison.Ordinal);
    }

    private static double[] Spy()
    {
        var lines = SharedFolder.Lines("data/realized_reference/SPYRM.csv.gz");
        var column = Array.FindIndex(lines[0].Split(','), c => c.Trim('"') == "RV5");
        return [.. lines[1..].Select(l => double.Parse(l.Split(',')[column], CultureInfo.InvariantCulture))];
    }

    private static void Close(double[] expected, SeriesFit fit)
    {
        for (var k = 0; k < expected.Length; k++) Assert.Equal(1, fit.Parameters[k].Value / expected[k], 1e-9);
    }
}
