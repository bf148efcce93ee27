using System.Globalization;
using System.Text;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>kill -9</c> in the middle of a file of trades: no row is lost, none is there twice, and no half of a file stays.</summary>
public sealed class InterruptedIngestTests : IDisposable
{
    private const int Rows = 1_500_000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_random_points_it_ends_as_if_undisturbed()
    {
        // Three days: several parts, none of which may show before all do.
        var (text, start) = (new StringBuilder(), Instant.Parse("2024-08-05") / 1000);
        for (var i = 0; i < Rows; i++) text.Append(CultureInfo.InvariantCulture, $"{i},{60000 + (i * 7 % 90)}.{i % 100:00},0.{(i % 999) + 1:000},1.0,{start + (i * 172L)},{(i % 2 == 0 ? "true" : "false")},true\n");
        _folder.Write("BTCUSDT-trades-2024-08.csv", text.ToString());

        var lake = await Interruption.EndsAsUndisturbed(_folder, ["ingest", "trades", "BTCUSDT-trades-2024-08.csv", "--quiet"], kills: (3, 20), least: 0.3);

        Assert.Equal(4, lake.Count(f => f.EndsWith(".parquet", StringComparison.Ordinal) || f.Contains(".parquet ", StringComparison.Ordinal)));
    }
}
