using System.Security.Cryptography;
using System.Text;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Klines files of an instrument → bars, rows set aside, gaps. The columns are those of Binance's archive or of ccxt, or what a mapping says; see <see cref="KlineColumns"/> for the names that are
/// understood. Files may overlap, as the archive's of a month and of its days do: a bar that is there again is the same bar; of two that differ the first file's is kept, and months come before days.
/// </summary>
internal static class KlineFile
{
    /// <summary>A file with a larger share of bad rows is refused: what is left of it is no sample of the market. Plain repetitions do not count as bad.</summary>
    public const double MaximumBadShare = 0.2;

    /// <summary>A file after its rows were judged; its times stand in the way where it was refused.</summary>
    private sealed record Judged(string Path, InputText? Text, KlineTable? Table, KlineTimes? Times, QuarantineLog? Quarantine, InputError? Error)
    {
        public IReadOnlyList<QuarantinedRow> Flagged { get; init; } = [];

        /// <summary>What its checksum says of a file without a text.</summary>
        public ChecksumState Refused { get; init; }
    }

    public static SourceDelivery Read(IReadOnlyList<string> paths, string venue, string symbol, TimeSpan interval, MappingFile? mapping = null, InputPolicy? policy = null)
    {
        var files = paths.Select(path => Judge(path, venue, symbol, interval, mapping, policy ?? InputPolicy.Usual)).ToArray();
        var delivery = new SourceDelivery { Symbol = symbol, Venue = venue, Simulated = false, Delay = TimeSpan.FromMicroseconds(SourceCatalog.Delay(venue)), Input = Input(files) };
        var checksum = files.Min(f => f.Text?.Checksum ?? f.Refused);
        delivery = delivery with { Checksum = checksum, AcceptedBecause = files.Any(f => f.Text?.Checksum == ChecksumState.Accepted) ? policy?.AcceptMismatch : null };
        if (files.FirstOrDefault(f => f.Error is not null) is { } refused) return Counted(delivery, files) with { Error = refused.Error };
        var entries = Merged(files);
        var bars = Bars(entries, venue, symbol, interval);
        return Counted(delivery, files) with { Bars = bars, Gaps = GapReport.Of(bars) };
    }

    private static Judged Judge(string path, string venue, string symbol, TimeSpan interval, MappingFile? mapping, InputPolicy policy)
    {
        InputText text;
        try
        {
            text = InputText.Read(path, policy);
        }
        catch (InputException e)
        {
            return new Judged(path, null, null, null, null, e.Error) { Refused = e.Checksum };
        }
        var quarantine = new QuarantineLog(text);
        var table = new KlineTable(quarantine);
        try
        {
            var columns = mapping is null ? KlineColumns.Of(text) : KlineColumns.Of(text, mapping);
            if (venue == "binance-coinm" && mapping is null) columns = columns.InContracts();
            else if (venue.StartsWith("binance", StringComparison.Ordinal) && VenueSymbol.IsCoinMargined(symbol))
                throw new InputException($"{symbol} is of Binance's COIN-M market, whose volumes are contracts", path, "say --venue binance-coinm");
            table.Fill(text, columns);
            var times = new KlineTimes(table, quarantine, path, interval);
            times.Clean();
            RequireMostlyGood(path, table, quarantine);
            var flagged = KlinePrints.Clean(table, times, quarantine, Bars(table.Entries.ConvertAll(e => (times.Open(e), e.Row)), venue, symbol, interval));
            return new Judged(path, text, table, times, quarantine, null) { Flagged = flagged };
        }
        catch (InputException e)
        {
            return new Judged(path, text, table, null, quarantine, e.Error);
        }
    }

    /// <summary>One entry a bar, in order of time.</summary>
    private static List<(long Open, KlineRow Row)> Merged(Judged[] files)
    {
        if (files is [var only]) return only.Table!.Entries.ConvertAll(e => (only.Times!.Open(e), e.Row));
        var first = new SortedDictionary<long, (string Path, KlineTable.Entry Entry)>();
        foreach (var file in files)
        {
            file.Table!.Entries.RemoveAll(e =>
            {
                if (first.TryAdd(file.Times!.Open(e), (file.Path, e)) || first[file.Times.Open(e)].Entry.Row.IsSameBar(e.Row)) return false;
                var (path, kept) = first[file.Times.Open(e)];
                file.Quarantine!.Add(CleaningRuleCatalog.ConflictingDuplicate, e.Line, e.Place, $"same open time as {Path.GetFileName(path)}:{kept.Line}, other content");
                return true;
            });
        }
        return [.. first.Select(b => (b.Key, b.Value.Entry.Row))];
    }

    private static SourceDelivery Counted(SourceDelivery delivery, Judged[] files) => delivery with
    {
        Rows = new RowCounts(
            files.Sum(f => f.Table?.Read ?? 0), files.Sum(f => f.Table?.Entries.Count ?? 0), files.Sum(f => f.Quarantine?.Count ?? 0), files.Sum(f => f.Quarantine?.Duplicates ?? 0)),
        Quarantine = [.. files.SelectMany(f => f.Quarantine?.Rows ?? [])],
        Flagged = [.. files.SelectMany(f => f.Flagged)],
    };

    private static InputFile? Input(Judged[] files)
    {
        if (files.FirstOrDefault(f => f.Text is null) is not null) return null;
        return files is [var only] ? only.Text!.File
            : new InputFile($"{files[0].Path} and {files.Length - 1} more", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Select(f => f.Text!.File.Sha256))))));
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

    private static BarSeries Bars(List<(long Open, KlineRow Row)> entries, string venue, string symbol, TimeSpan interval)
    {
        double[] Price(Func<KlineRow, double> value) => [.. entries.Select(e => value(e.Row))];
        T[]? Flow<T>(Func<KlineRow, T?> value) where T : struct => entries.TrueForAll(e => value(e.Row) is not null) ? [.. entries.Select(e => value(e.Row)!.Value)] : null;
        return new BarSeries
        {
            Venue = venue,
            Symbol = symbol,
            Interval = interval,
            OpenTime = [.. entries.Select(e => e.Open)],
            Open = Price(r => r.Open),
            High = Price(r => r.High),
            Low = Price(r => r.Low),
            Close = Price(r => r.Close),
            Volume = Flow(r => r.Volume),
            QuoteVolume = Flow(r => r.QuoteVolume),
            Trades = Flow(r => r.Trades),
            TakerBuyBase = Flow(r => r.TakerBuyBase),
            TakerBuyQuote = Flow(r => r.TakerBuyQuote),
        }.Validated();
    }
}
