using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Capture;

/// <summary>Real recordings of 2024-08-08 and 09, and what is known of them.</summary>
public sealed class RawFeedTests
{
    private const string Folder = "data/binance_raw_feed/";

    private static CaptureReader Reader(string name) => new(CaptureFile.Open(SharedFolder.File($"{Folder}raw/{name}.gz")));

    /// <summary>The trades are those that were extracted from the same recording by others, row for row; none is missing.</summary>
    [Theory]
    [InlineData("usdm_btcusdt_20240808", 21313)]
    [InlineData("usdm_ethusdt_20240808", 14076)]
    [InlineData("spot_btcusdt_20240808", 9757)]
    [InlineData("spot_btcusdt_20240809", 10147)]
    [InlineData("spot_ethusdt_20240808", 6106)]
    [InlineData("spot_ethusdt_20240809", 8409)]
    [InlineData("cm_btcusd_perp_20240808", 2286)]
    [InlineData("cm_btcusd_perp_20240809", 2949)]
    [InlineData("cm_ethusd_perp_20240808", 1732)]
    [InlineData("cm_ethusd_perp_20240809", 1863)]
    public void Trades_are_the_extracted_ones(string name, int count)
    {
        var reader = Reader(name);
        var read = reader.Read().SelectMany(b => b.Messages).Where(m => m.Kind == CaptureKind.Trade).Select(m => m.Trade).ToArray();
        var extracted = SharedFolder.Lines($"{Folder}trades/{name}_trades.csv.gz")[1..].Select(line =>
        {
            var cells = line.Split(',');
            long Whole(int i) => long.Parse(cells[i], CultureInfo.InvariantCulture);
            double Number(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
            return new Trade(Whole(0), Whole(1) * 1000, Whole(2) / 1000, Number(3), Number(4), (sbyte)(cells[5] == "true" ? -1 : 1));
        });
        Assert.Equal(extracted, read);
        Assert.Equal((count, 0L), (read.Length, reader.MissingTrades!.Value));
        Assert.Equal(0, Enum.GetValues<CaptureKind>().Sum(k => reader.Rows(k).Quarantined));
        Assert.InRange(reader.Offset.Median!.Value, 1_200_000, 1_300_000);
    }

    /// <summary>
    /// No update is missing, the book is never crossed, and its best levels are the venue's best quotes. In spot BTC two of 6 493 books differ from the latest quote: an update ended
    /// between the changes of one order, and the quote came after the last of them. At one number none differs.
    /// </summary>
    [Theory]
    [InlineData("usdm_btcusdt", 6547, 629, 0)]
    [InlineData("usdm_ethusdt", 6581, 551, 0)]
    [InlineData("cm_btcusd_perp", 44772, 1885, 0)]
    [InlineData("cm_ethusd_perp", 39133, 2278, 0)]
    [InlineData("spot_btcusdt", 6493, 1072, 2)]
    [InlineData("spot_ethusdt", 6468, 1056, 0)]
    public void The_book_is_the_venue_s(string name, int updates, int sameUpdate, int different)
    {
        string[] days = name.StartsWith("usdm", StringComparison.Ordinal) ? ["20240808"] : ["20240808", "20240809"];
        var readers = days.Select(day => Reader($"{name}_{day}")).ToArray();
        var (book, tops) = (new BookSynchronizer(readers[0].File.Venue.Sequence), new TopComparison());
        foreach (var message in readers.SelectMany(r => r.Read()).SelectMany(b => b.Messages))
        {
            if (message.Kind == CaptureKind.Quote) tops.Add(message.Quote);
            else if (message.Update is { } update && book.Apply(update) == BookOutcome.Applied) tops.Add(book.Book);
            else if (message.Snapshot is { } snapshot) Assert.Equal(BookOutcome.Applied, book.Load(snapshot));
        }
        tops.End();
        Assert.Equal((0L, 0L, 0L, BookSyncState.Synchronised), (book.Counts.Gaps, book.Counts.Crossed, book.Counts.Stale, book.State));
        Assert.Equal(updates, book.Counts.Applied);
        Assert.Equal((sameUpdate, 0), tops.SameUpdate);
        Assert.Equal(different, tops.Latest.Different);
        Assert.InRange(tops.Latest.Compared, updates * 99 / 100, updates + 1);
    }

    [Fact]
    public void Hyperliquid_s_recording_is_read()
    {
        var reader = Reader("hyperliquid_btcusd_20250126");
        var messages = reader.Read().SelectMany(b => b.Messages).ToArray();
        Assert.Equal(("BTC", 64, 0, 46, 1), (reader.File.Symbol, reader.Rows(CaptureKind.Trade).Good, reader.Rows(CaptureKind.Trade).Quarantined, reader.Rows(CaptureKind.BookSnapshot).Read, reader.Rows(CaptureKind.BookSnapshot).Duplicates));
        var builder = new BookBarBuilder(TimeSpan.FromMinutes(5), BookSequence.Consecutive);
        foreach (var message in messages.Where(m => m.Kind == CaptureKind.BookSnapshot)) Assert.Equal(BookOutcome.Applied, builder.Add(message.Snapshot!));
        builder.End();
        var bar = Assert.Single(builder.Take());
        Assert.Equal((45, false, false), (bar.Updates, bar.Gap, bar.Crossed));
        Assert.NotNull(bar.BookImbalance);
    }
}
