using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

public sealed class HarObservationsTests
{
    private static readonly SeriesSample Full = HarSample.Of(5, 200, exogenous: false);

    public static TheoryData<string, string> Missing => new()
    {
        { "harq", "harq needs a quarticity column: --quarticity COLUMN" },
        { "harj", "harj needs a bipower column: --bipower COLUMN" },
        { "shar", "shar needs a down semivariance column: --down-semivariance COLUMN" },
        { "har-x", "har-x needs an exogenous column: --exog COLUMNS" },
    };

    [Theory, MemberData(nameof(Missing))]
    public void A_missing_companion_is_named(string id, string reason) => Assert.Equal(reason, SeriesModelCatalog.Get(id).Fit(Full.Values).Reason);

    [Fact]
    public void A_column_that_nobody_reads_is_refused() =>
        Assert.Equal("har does not read z; har-x takes exogenous columns", SeriesModelCatalog.Get("har").Fit(new SeriesSample(Full.Values) { Exogenous = [("z", Full.Bipower!)] }).Reason);

    [Fact]
    public void Two_columns_of_one_name_are_refused() =>
        Assert.Equal("har-x has two columns of one name: a", SeriesModelCatalog.Get("har-x").Fit(new SeriesSample(Full.Values) { Exogenous = [("a", Full.Bipower!), ("b", Full.Values), ("a", Full.Quarticity!)] }).Reason);

    [Fact]
    public void Bad_companions_are_refused_with_their_place()
    {
        double[] bad = [.. Full.Quarticity!];
        bad[7] = double.NaN;
        Assert.Equal("harq needs finite, not negative quarticity; value 8 is NaN", SeriesModelCatalog.Get("harq").Fit(Full with { Quarticity = bad }).Reason);
        Assert.Contains("there are 9 for 200 rows", SeriesModelCatalog.Get("harq").Fit(Full with { Quarticity = bad[..9] }).Reason, StringComparison.Ordinal);
        Assert.Contains("in row 1 they are", SeriesModelCatalog.Get("shar").Fit(Full with { DownSemivariance = [.. Full.Values.Select(v => 2 * v)] }).Reason, StringComparison.Ordinal);
    }
}
