using Forecast.Core.Market;
using Forecast.Storage.Lake;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class AbsentFlowTests : IDisposable
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Lake _lake;

    public AbsentFlowTests() => _lake = new Lake(_folder.Path, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bars_without_flow_are_kept_and_read_without()
    {
        var bars = Bare(SampleBars.Make("2024-01-01", 300), volume: true);
        Assert.Equal(300, _lake.WriteBars(bars).New);
        Assert.Equal(new LakeWrite(300, 0, 0, 0), _lake.WriteBars(bars));
        var read = Read();
        SampleBars.AssertEqual(bars, read);
        Assert.Equal((null, null), (read.QuoteVolume, read.Trades));
    }

    [Fact]
    public void A_column_is_there_where_every_row_read_has_it()
    {
        var full = SampleBars.Make("2024-01-01", 500);
        _lake.WriteBars(Bare(SampleBars.Slice(full, 0, 200), volume: false));
        _lake.WriteBars(SampleBars.Slice(full, 200, 500));
        var read = Read();
        Assert.Equal(full.Close, read.Close);
        Assert.Equal((null, null, null, null, null), (read.Volume, read.QuoteVolume, read.Trades, read.TakerBuyBase, read.TakerBuyQuote));
        // Writing again finds every row, those with the flow and those without.
        Assert.Equal(new LakeWrite(300, 0, 0, 0), _lake.WriteBars(SampleBars.Slice(full, 200, 500)));
        Assert.Equal(new LakeWrite(500, 0, 0, 0), _lake.WriteBars(Bare(full, volume: false)));
    }

    [Fact]
    public void A_richer_source_adds_its_columns_as_a_new_version_and_a_poorer_one_takes_none_away()
    {
        var full = SampleBars.Make("2024-01-01", 200);
        _lake.WriteBars(Bare(full, volume: true));
        var before = Instant.From(_clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((0, 200), (_lake.WriteBars(full) is var w ? w.New : -1, w.Corrected));
        Assert.Equal(new LakeWrite(200, 0, 0, 0), _lake.WriteBars(Bare(full, volume: true)));
        SampleBars.AssertEqual(full, Read());
        Assert.Null(_lake.ReadBars("simulated", "BTCUSDT", Quarter, knownAt: before).Trades);
    }

    private BarSeries Read() => _lake.ReadBars("simulated", "BTCUSDT", Quarter);

    private static BarSeries Bare(BarSeries b, bool volume) => new()
    {
        Venue = b.Venue, Symbol = b.Symbol, Interval = b.Interval, OpenTime = b.OpenTime, Open = b.Open, High = b.High, Low = b.Low, Close = b.Close, Volume = volume ? b.Volume : null,
    };
}
