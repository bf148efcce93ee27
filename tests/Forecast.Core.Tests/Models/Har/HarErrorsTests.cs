using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

// SPY at lags of 1, 5, 22 days; figures of R's lm and glm, and of the formulas of White and of Newey and West written out in R.
public sealed class HarErrorsTests
{
    [Fact]
    public void Har_as_r()
    {
        var fit = Fit("har");
        Close([2.74267336652e-06, 0.0305968519985, 0.0516811586343, 0.0598213580717], fit.StandardErrors);
        Close([2.459197893832e-06, 0.1603857649170, 0.1324536731519, 0.06825754511073], fit.RobustStandardErrors);
        Close([3.74752724247e-06, 0.109484143829, 0.093849104551, 0.0707933237061], fit.HacStandardErrors);
    }

    [Fact]
    public void Weighted_har_as_r()
    {
        var fit = Fit("har-wls");
        Close([2.98747310468e-06, 0.750847578818, 0.153718619331, 0.0613836626603], fit.Parameters);
        Close([1.12474629516e-06, 0.0588361550829, 0.0739540703356, 0.0499906406984], fit.StandardErrors);
        Close([8.025770543946e-07, 0.1376910487929, 0.06887675369492, 0.03822371589965], fit.RobustStandardErrors);
        Close([7.112057806684e-07, 0.1315139668815, 0.06732749808116, 0.03416478059028], fit.HacStandardErrors);
    }

    [Fact]
    public void Gamma_har_as_r()
    {
        var fit = Fit("gamma-har");
        Close([-1.0666455563, 0.600160540952, 0.223782721509, 0.0612310244645, 0.790868619566], fit.Parameters);
        Close([0.312009397517, 0.0441885330081, 0.0623956190481, 0.0505892475463], fit.StandardErrors);
        Close([0.267167304382, 0.0588039226674, 0.049362380966, 0.0469598464701], fit.RobustStandardErrors);
        Close([0.238202693335, 0.0617343021695, 0.0541636243596, 0.0470609991921], fit.HacStandardErrors);
    }

    private static SeriesFit Fit(string id) => SeriesModelCatalog.Get(id).Fit(SpyMeasures.Sample, new SeriesOptions { Lags = [1, 5, 22] });

    private static void Close(double[] expected, IReadOnlyList<Parameter> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(1, actual[k].Value / expected[k], 1e-8);
    }
}
