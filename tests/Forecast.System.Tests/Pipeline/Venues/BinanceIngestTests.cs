using Forecast.Pipeline;
using Forecast.Pipeline.Venues;
using Forecast.Sources;
using Forecast.SystemTests.Sources.Binance;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Venues;

public sealed class BinanceIngestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_replaced_file_corrects_and_doubtful_rows_are_told()
    {
        await using var server = await BinanceServer.Start();
        using var workspace = Workspace.Open(_folder.Path, _folder["lake"], _folder["forecast.db"], new ShiftedClock(new(2024, 3, 9, 8, 0, 0, TimeSpan.Zero)));
        workspace.Database.Migrate();
        var before = await Ingest();
        Assert.Equal((3 * 96, 0, 0, 0), (before.New, before.Corrected, before.Withdrawn, before.Flagged.Count));

        // The venue replaces the second day; in the new one the price stands still for six hours.
        var rows = BinanceServer.Rows("BTCUSDT", new(2024, 3, 2), new(2024, 3, 3), 1).ToArray();
        var still = rows[39].Split(',')[4];
        for (var i = 40; i < 64; i++)
        {
            var cells = rows[i].Split(',');
            rows[i] = string.Join(',', [cells[0], still, still, still, still, .. cells[5..]]);
        }
        const string Day = "BTCUSDT-15m-2024-03-02";
        var zip = BinanceServer.Zip(Day + ".csv", string.Concat(rows.Select(r => r + "\n")));
        server.Fault = async (context, _) =>
        {
            var path = context.Request.Path.Value!;
            if (!path.Contains(Day, StringComparison.Ordinal)) return false;
            await Results.Bytes(path.EndsWith(".zip", StringComparison.Ordinal) ? zip : System.Text.Encoding.ASCII.GetBytes(BinanceServer.Checksum(zip, Day + ".zip"))).ExecuteAsync(context);
            return true;
        };
        var after = await Ingest();
        Assert.Equal((0, 24), (after.New, after.Corrected));
        Assert.Equal(24, after.Flagged.Count(f => f.Rule == "stuck-price"));
        Assert.False(after.Partial);
        Assert.True((after with { Withdrawn = 1 }).Partial);

        async Task<SeriesReport> Ingest()
        {
            var series = new BinanceSeries(BinanceProduct.Spot, BinanceKind.Klines, "BTCUSDT", TimeSpan.FromMinutes(15));
            return (await new BinanceIngest(workspace).Run(new BinanceRequest([series], new(2024, 3, 1), new(2024, 3, 3), server.Addresses), new VenueLimits(), null, CancellationToken.None)).Single();
        }
    }
}
