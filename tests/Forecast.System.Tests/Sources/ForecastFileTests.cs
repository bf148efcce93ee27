using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class ForecastFileTests : IDisposable
{
    private const string Header = "symbol,horizon,origin,model,forecast_variance,realized_variance,lower_90,upper_90";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_in_any_order_are_one_table_for_each_instrument_and_horizon()
    {
        var tables = Read(Header, "B,24h,2024-01-02T00:00:00Z,x,4e-4,,,", "B,1d,2024-01-01,y,3e-4,5e-4,1e-4,9e-4", "A,1h,2024-01-01T01:00:00+01:00,z,0.1,0,,", "B,1d,2024-01-01T00:00:00Z,x,2e-4,5e-4,,", "B,1d,2024-01-02,y,6e-4,,,");
        Assert.Equal([("B", 24), ("A", 1)], tables.Select(t => (t.Table.Symbol, (int)t.Table.Horizon.TotalHours)));
        var b = tables[0].Table;
        Assert.Equal(["x", "y"], b.Models);
        Assert.Equal([Instant.Parse("2024-01-01"), Instant.Parse("2024-01-02")], b.Origins);
        Assert.Equal([2e-4, 4e-4], b.Of("x"));
        Assert.Equal([3e-4, 6e-4], b.Of("y"));
        Assert.Equal([5e-4, null], b.Realized);
        Assert.Equal([(1e-4, 9e-4), null], tables[0].Bounds["y"]);
        Assert.Equal([null, null], tables[0].Bounds["x"]);
        Assert.Equal((0, Instant.Parse("2024-01-01")), (tables[1].Table.Realized[0], tables[1].Table.Origins[0]));
    }

    [Theory]
    [InlineData("A,1d,2024-01-01,x,0,1,,", "column forecast_variance holds '0', which is not a variance above 0")]
    [InlineData("A,1d,2024-01-01,x,-1,1,,", "column forecast_variance holds '-1'")]
    [InlineData("A,1d,2024-01-01,x,NaN,1,,", "column forecast_variance holds 'NaN', which is not a number")]
    [InlineData("A,1d,2024-01-01,x,1e-320,1,,", "column forecast_variance holds '1e-320'")]
    [InlineData("A,1d,2024-01-01,x,,1,,", "column forecast_variance holds ''")]
    [InlineData("A,1d,2024-01-01,x,\"1,5\",1,,", "column forecast_variance holds '1,5', which is not a number")]
    [InlineData("A,1d,2024-01-01,x,1,-1,,", "column realized_variance holds '-1', which is not a variance, or empty")]
    [InlineData("A,1d,2024-01-01,x,1,Infinity,,", "column realized_variance holds 'Infinity'")]
    [InlineData("A,1d,2024-01-01,x,1,1,2,1", "column lower_90 holds '2', which is not a lower bound to the upper one '1'")]
    [InlineData("A,1d,2024-01-01,x,1,1,2,", "column lower_90 holds '2'")]
    [InlineData("A,1d,2024-01-01,x,1,1,,z", "column upper_90 holds 'z', which is not a number")]
    [InlineData("A,90m,2024-01-01,x,1,1,,", "column horizon holds '90m', which is not a horizon of whole hours")]
    [InlineData("A,day,2024-01-01,x,1,1,,", "column horizon holds 'day'")]
    [InlineData("A,1d,01/02/2024,x,1,1,,", "column origin holds '01/02/2024', which is not a UTC instant")]
    [InlineData(",1d,2024-01-01,x,1,1,,", "column symbol holds '', which is not a name")]
    [InlineData("A,1d,2024-01-01,,1,1,,", "column model holds '', which is not a name")]
    [InlineData("A,1d,2024-01-01,x,1,1", "the row has 6 fields, the header 8")]
    [InlineData("A,1d,2024-01-02,x,1,1,,", "A 1d 2024-01-02T00:00:00Z x is there a second time; line 2 has it already")]
    [InlineData("A,1d,2024-01-02,y,1,2,,", "realized_variance of A 1d 2024-01-02T00:00:00Z y is not the one that line 2 has for x")]
    public void A_row_that_cannot_be_is_refused_with_its_line(string row, string says)
    {
        var error = Assert.Throws<InputException>(() => Read(Header, "A,1d,2024-01-02,x,1,1,,", row)).Error;
        Assert.StartsWith(says, error.What, StringComparison.Ordinal);
        Assert.Equal(_folder["f.csv"] + ":3", error.Where);
    }

    [Theory]
    [InlineData("A,1d,2024-01-03,x,1,1,,", "A 1d 2024-01-03T00:00:00Z x has a row, and model y has none there")]
    [InlineData("B,1d,2024-01-02,y,1,1,,", "B 1d 2024-01-02T00:00:00Z y has a row, and model x has none there")]
    public void Models_that_cannot_be_compared_are_refused(string row, string says)
    {
        var error = Assert.Throws<InputException>(() => Read(Header, "A,1d,2024-01-02,x,1,1,,", "A,1d,2024-01-02,y,1,1,,", row)).Error;
        Assert.Equal((says, _folder["f.csv"] + ":4"), (error.What, error.Where));
    }

    [Theory]
    [InlineData("symbol,horizon,origin,model,forecast_variance", "there is no column 'realized_variance'")]
    [InlineData(Header + ",loss", "there is a column 'loss', which is not one of a forecasts file")]
    [InlineData("symbol,horizon,origin,model,forecast_variance,realized_variance,lower_90", "there is one of the columns lower_90 and upper_90")]
    [InlineData("symbol,horizon,origin,model,forecast_variance,realized_variance,model", "column model is there twice")]
    public void A_header_that_cannot_be_is_refused(string header, string says)
    {
        var error = Assert.Throws<InputException>(() => Read(header, "A,1d,2024-01-02,x,1,1,,")).Error;
        Assert.StartsWith(says, error.What, StringComparison.Ordinal);
        Assert.Equal(_folder["f.csv"] + ":1", error.Where);
    }

    [Fact]
    public void A_file_without_rows_is_refused() => Assert.Equal("there is a header and no row", Assert.Throws<InputException>(() => Read(Header)).Error.What);

    private IReadOnlyList<Forecast.Core.Evaluation.BoundedForecasts> Read(params string[] lines) => ForecastFile.Read(_folder.Write("f.csv", string.Concat(lines.Select(l => l + "\n"))));
}
