using System.Globalization;
using System.Text.RegularExpressions;
using Forecast.Core.Market;
using Forecast.Pipeline.Measuring;
using Forecast.Web.Reports;
using Xunit;

namespace Forecast.SystemTests.Web;

/// <summary>The page of measures reads and writes numbers the same wherever it is made.</summary>
public sealed partial class MeasureReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _before;
        _folder.Dispose();
    }

    [Fact]
    public void The_page_does_not_depend_on_the_culture()
    {
        var start = Instant.Parse("2024-03-01") / 1000;
        var path = _folder.Write("BTCUSDT.csv", "time,price\n" + string.Concat(Enumerable.Range(0, (30 * 96) + 1).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{start + (900_000L * i)},{60000.5 + (1000 * Math.Sin(i * i))}\n"))));
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.NegativeSign) = (",", ".", "minus ");
        var (page, other) = (Page(CultureInfo.InvariantCulture), Page(comma));
        Assert.Equal(page, other);
        Assert.Contains("BTCUSDT", page, StringComparison.Ordinal);
        Assert.DoesNotContain("SIMULATED", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<figure ").Length - 1);

        string Page(CultureInfo culture)
        {
            CultureInfo.CurrentCulture = culture;
            return ClipName().Replace(MeasureReport.Render(FileMeasures.Of(new MeasureRequest(path, TimeSpan.FromMinutes(15)) { Root = Repository.Root })), "");
        }
    }

    // Drawings number their clips through the whole process.
    [GeneratedRegex("cl_[0-9a-f]+")]
    private static partial Regex ClipName();
}
