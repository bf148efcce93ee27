using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// A klines file → bars, rows set aside, gaps. The columns are those of Binance's archive; see <see cref="KlineColumns"/> for the names that are understood.
/// </summary>
internal static class KlineFile
{
    /// <summary>A file with a larger share of bad rows is refused: what is left of it is no sample of the market. Plain repetitions do not count as bad.</summary>
    public const double MaximumBadShare = 0.2;

    public static SourceDelivery Read(string path, string venue, string symbol, TimeSpan interval)
    {
        var delivery = new SourceDelivery { Symbol = symbol, Venue = venue, Simulated = false, Delay = TimeSpan.FromMicroseconds(SourceCatalog.Delay(venue)) };
        InputText text;
        try
        {
            text = InputText.Read(path);
        }
        catch (InputException e)
        {
            return delivery with { Error = e.Error };
        }
        delivery = delivery with { Input = text.File, Checksum = text.Checksum };
        var quarantine = new QuarantineLog(text);
        var table = new KlineTable(quarantine);
        try
        {
            table.Fill(text, KlineColumns.Of(text));
            var times = new KlineTimes(table, quarantine, path, interval);
            times.Clean();
            RequireMostlyGood(path, table, quarantine);
            var bars = Bars(table, times, venue, symbol, interval);
            return Counted() with { Bars = bars, Gaps = GapReport.Of(bars) };
        }
        catch (InputException e)
        {
            return Counted() with { Error = e.Error };
        }

        SourceDelivery Counted() => delivery with
        {
            Rows = new RowCounts(table.Read, table.Entries.Count, quarantine.Count, quarantine.Duplicates),
            Quarantine = quarantine.Rows,
        };
    }

    private static void RequireMostlyGood(string path, KlineTable table, QuarantineLog quarantine)
    {
        var bad = quarantine.Count - quarantine.Duplicates;
        if (table.Entries.Count > 0 && bad <= MaximumBadShare * table.Read) return;
        var rows = quarantine.Rows;
        var worst = rows.Where(r => r.Rule != CleaningRuleCatalog.Duplicate.Id).CountBy(r => r.Rule).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First();
        var first = rows.First(r => r.Rule == worst.Key);
        throw new InputException(
            $"{bad} of {table.Read} rows are bad, most by rule {worst.Key} ({worst.Value}, the first: {first.Detail})", $"{path}:{first.Line}",
            "check the order of the columns and the interval, or download it again");
    }

    private static BarSeries Bars(KlineTable table, KlineTimes times, string venue, string symbol, TimeSpan interval)
    {
        T[] Column<T>(Func<KlineRow, T> value)
        {
            var column = new T[table.Entries.Count];
            for (var i = 0; i < column.Length; i++) column[i] = value(table.Entries[i].Row);
            return column;
        }
        return new BarSeries
        {
            Venue = venue,
            Symbol = symbol,
            Interval = interval,
            OpenTime = [.. table.Entries.Select(times.Open)],
            Open = Column(r => r.Open),
            High = Column(r => r.High),
            Low = Column(r => r.Low),
            Close = Column(r => r.Close),
            Volume = Column(r => r.Volume),
            QuoteVolume = Column(r => r.QuoteVolume),
            Trades = Column(r => r.Trades),
            TakerBuyBase = Column(r => r.TakerBuyBase),
            TakerBuyQuote = Column(r => r.TakerBuyQuote),
        }.Validated();
    }
}
