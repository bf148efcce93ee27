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

    /// <summary>
    /// The trades are those that were extracted from the same recording by others, row for row, and none is missing. No update is missing, the book is never crossed, and its best
    /// levels are the venue's best quotes. In spot BTC two of 6 493 books differ from the latest quote: an update ended between the changes of one order, and the quote came after
    /// the last of them. At one number none differs.
    /// </summary>
    [Theory]
    [InlineData("usdm_btcusdt", new[] { 21313 }, 6547, 629, 0)]
    [InlineData("usdm_ethusdt", new[] { 14076 }, 6580, 551, 0)]
    [InlineData("cm_btcusd_perp", new[] { 2286, 2949 }, 44772, 1885, 0)]
    [InlineData("cm_ethusd_perp", new[] { 1732, 1863 }, 39133, 2278, 0)]
    [InlineData("spot_btcusdt", new[] { 9757, 10147 }, 6493, 1072, 2)]
    [InlineData("spot_ethusdt", new[] { 6106, 8409 }, 6468, 1056, 0)]
    public void Trades_are_the_extracted_ones_and_the_book_is_the_venue_s(string name, int[] trades, int updates, int sameUpdate, int different)
    {
        var (sequence, tops) = (CaptureVenue.Of(null, name).Sequence, new TopComparison());
        var book = new BookSynchronizer(sequence);
        for (var day = 0; day < trades.Length; day++)
        {
            var (reader, read) = (Reader($"{name}_2024080{8 + day}"), new List<Trade>());
            foreach (var message in reader.Read().SelectMany(b => b.Messages))
            {
                if (message.Kind == CaptureKind.Trade) read.Add(message.Trade);
                else if (message.Kind == CaptureKind.Quote) tops.Add(message.Quote);
                else if (message.Update is { } update && book.Apply(update) == BookOutcome.Applied) tops.Add(book.Book);
                else if (message.Snapshot is { } snapshot) Assert.Equal(BookOutcome.Applied, book.Load(snapshot));
            }
            Assert.True(Extracted($"{name}_2024080{8 + day}").SequenceEqual(read));
            Assert.Equal((trades[day], 0L), (read.Count, reader.MissingTrades!.Value));
            Assert.Equal(0, Enum.GetValues<CaptureKind>().Sum(k => reader.Rows(k).Quarantined));
            Assert.InRange(reader.Offset.Median!.Value, 1_200_000, 1_300_000);
        }
        tops.End();
        Assert.Equal((0L, 0L, 0L, BookSyncState.Synchronised), (book.Counts.Gaps, book.Counts.Crossed, book.Counts.Stale, book.State));
        Assert.Equal((updates, sameUpdate, 0L, different), (book.Counts.Applied, tops.SameUpdate.Compared, tops.SameUpdate.Different, tops.Latest.Different));
        Assert.InRange(tops.Latest.Compared, updates * 99 / 100, updates + 1);
    }

    private static IEnumerable<Trade> Extracted(string name) => SharedFolder.Lines($"{Folder}trades/{name}_trades.csv.gz")[1..].Select(line =>
    {
        var cells = line.Split(',');
        long Whole(int i) => long.Parse(cells[i], CultureInfo.InvariantCulture);
        double Number(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
        return new Trade(Whole(0), Whole(1) * 1000, Whole(2) / 1000, Number(3), Number(4), (sbyte)(cells[5] == "true" ? -1 : 1));
    });

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
