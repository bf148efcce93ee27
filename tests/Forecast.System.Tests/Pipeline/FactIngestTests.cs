using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Pipeline;

public sealed class FactIngestTests : IDisposable
{
    private static readonly long Start = Instant.Parse("2024-03-01");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Workspace _workspace;

    public FactIngestTests()
    {
        _workspace = Workspace.Open(_folder.Path, _folder["lake"], _folder["forecast.db"], _clock);
        _workspace.Database.Migrate();
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_was_refused_is_kept_when_it_is_good_and_may_correct_then()
    {
        await Keep(FactFormatCatalog.Funding, _folder.Write("first.csv", "Symbol,Date,Funding Rate\nBTC-USDT,2024-03-01 00:00:00,0.0007\n"));
        var path = _folder.Write("btc.csv", "Symbol,Date,Funding Rate\nBTC-USDT,2024-03-01 00:00:00,0.0001\nBTC-USDT,2024-03-01 16:00:00,0.0002\n");
        var early = await Keep(FactFormatCatalog.Funding, path);
        Assert.Contains("after the present", early.Error!.What, StringComparison.Ordinal);
        Assert.Equal((1, 0.0007), (Funding()!.Rows, Funding()!.Doubles("rate")[0]));

        _clock.Advance(TimeSpan.FromDays(1));
        var report = await Keep(FactFormatCatalog.Funding, path);
        Assert.Equal((null, false, 1, 1), (report.Error, report.KnownBefore, report.New, report.Corrected));
        Assert.Equal([0.0001, 0.0002], Funding()!.Doubles("rate"));
        Assert.True((await Keep(FactFormatCatalog.Funding, path)).KnownBefore);
    }

    [Theory]
    [InlineData("contradiction")]
    [InlineData("future")]
    [InlineData("cut")]
    public async Task Of_a_file_that_is_refused_at_its_end_nothing_is_kept(string fault)
    {
        IEnumerable<FactBatch> Batches()
        {
            yield return Batch([Start, Start + Duration.Hour], [0.0001, 0.0002]);
            if (fault == "cut") throw new InputException("the gzip is truncated", "x.csv", "download it again");
            yield return fault == "future" ? Batch([Start + Duration.Day], [0.0003]) : Batch([Start], [0.0004]);
        }

        var path = _folder.Write("x.csv", fault);
        var format = new FactFormat("funding", "made up", (p, _) => new FactFile(new InputFile(p, new string('a', 64)), 0, Batches()));
        var report = await Keep(format, path);
        Assert.NotNull(report.Error);
        Assert.Equal((0, 0), (report.New, report.Corrected));
        Assert.Null(Funding());
        Assert.Empty(Directory.GetFiles(_folder["lake"], "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_checksum_is_held_against_the_file_and_the_reason_to_read_it_all_the_same_is_kept()
    {
        var path = _folder.Write("btc.csv", "Symbol,Date,Funding Rate\nBTC-USDT,2024-03-01 00:00:00,0.0001\n");
        Assert.Contains("no checksum", (await Keep(FactFormatCatalog.Funding, path, new InputPolicy(RequireChecksum: true))).Error!.What, StringComparison.Ordinal);
        _folder.Write("btc.csv.CHECKSUM", new string('0', 64));
        Assert.Equal(ChecksumState.Mismatch, (await Keep(FactFormatCatalog.Funding, path)).Checksum);
        var report = await Keep(FactFormatCatalog.Funding, path, new InputPolicy(AcceptMismatch: "the exchange sent it again"));
        Assert.Equal((1, ChecksumState.Accepted, "the exchange sent it again"), (report.New, report.Checksum, report.AcceptedBecause));
        await using var db = _workspace.Database.CreateContext();
        Assert.Equal("accepted: the exchange sent it again", db.SourceFiles.Single(f => f.Outcome == "kept").Error);
    }

    private static FactBatch Batch(long[] times, double[] rates) =>
        new("funding", "binance", "BTCUSDT", [new("time", times), new("rate", rates)], new RowCounts(times.Length, times.Length, 0, 0), []);

    private LakeTable? Funding() => _workspace.Lake.ReadFacts(FactDatasetCatalog.Funding, "binance", "BTCUSDT");

    private async Task<FactReport> Keep(FactFormat format, string path, InputPolicy? policy = null) =>
        Assert.Single((await new FactIngest(_workspace).Keep(format, path, new FactRequest("binance") { Policy = policy ?? InputPolicy.Usual }, CancellationToken.None)).Reports);
}
