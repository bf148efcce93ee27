using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary>What <c>measure</c> says of files and options that are wrong: what, where, and what to do.</summary>
public sealed class MeasureMistakeTests : IDisposable
{
    private const string Klines = "open_time,open,high,low,close,volume\n1709251200000,1,2,1,2,5\n", Prices = "time,price\n2024-03-01,7\n2024-03-01 12:00,7.5\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "", 1, "file.csv", "no file|not there|could not find|does not exist|no such")]
    [InlineData("", "", 1, "file.csv", "empty")]
    [InlineData("time,price\n", "", 1, "file.csv", "header and no row")]
    [InlineData("when,what\n1,2\n", "", 1, "file.csv", "column")]
    [InlineData("time,price\n2024-03-01,-7\n2024-03-02,-7\n", "", 1, "file.csv:2", "non-positive-price")]
    [InlineData("time,price\n2024-03-03,7\n2024-03-02,7\n2024-03-01,7\n", "", 1, "file.csv:3", "out-of-order")]
    [InlineData("hello\nworld\n", "", 1, "file.csv", "time,price")]
    [InlineData(Prices, "--interval 7m", 2, "7m", "does not divide")]
    [InlineData(Prices, "--session 16:00-09:30", 2, "16:00-09:30", "09:30-16:00")]
    [InlineData(Prices, "--session 09:31-16:00 --interval 5m", 2, "5m", "session")]
    [InlineData(Prices, "--convention matlab", 2, "matlab", "textbook, finite-sample, highfrequency")]
    [InlineData(Prices, "--kind orders", 2, "orders", "klines, trades or prices")]
    [InlineData(Klines, "--bars 15m --interval 20m", 2, "20m", "multiple")]
    [InlineData(Klines, "--bars 1h --interval 15m", 2, "15m", "multiple")]
    [InlineData(Klines, "--kind prices", 1, "file.csv", "close|price")]
    public async Task Mistakes_are_named(string? text, string options, int expected, string where, string says)
    {
        if (text is not null) _folder.Write("file.csv", text);
        var (code, output, error) = await new ForecastProcess(_folder).Run(["measure", "--data", "file.csv", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.True(code == expected, $"{code} {error}{output}");
        Assert.StartsWith("forecast: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Contains(where, error, StringComparison.Ordinal);
        Assert.Matches($"(?i){says}", error);
    }
}
