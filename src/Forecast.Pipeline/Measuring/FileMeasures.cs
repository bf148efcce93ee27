using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;

namespace Forecast.Pipeline.Measuring;

/// <summary>The realised measures of a file of klines, trades or prices, without a lake.</summary>
public static partial class FileMeasures
{
    /// <summary>Every how many prices the signature plot looks.</summary>
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];

    /// <exception cref="InputException">The file cannot be read, or is refused.</exception>
    /// <exception cref="ArgumentException">The intervals or the session do not divide what they must.</exception>
    public static MeasuredFile Of(MeasureRequest request) => (request.Kind ?? SeriesFile.KindOf(request.Path)) switch
    {
        SeriesKind.Klines => OfKlines(request),
        SeriesKind.Prices => OfPrices(request),
        _ => OfTrades(request),
    };

    private static MeasuredFile OfKlines(MeasureRequest request)
    {
        var own = request.Bars ?? request.Interval;
        var delivery = SourceCatalog.Open("files", new SourceLocation("", request.Path)).Load(new SourceRequest(own)).Single();
        var fine = delivery.Bars ?? throw new InputException(delivery.Error!);
        var bars = BarAggregation.To(fine, request.Interval);
        var stream = Start(request, own);
        stream.Add(bars);
        if (own != request.Interval) stream.AddFinest(fine);
        var signature = new SignatureStream(Steps, request.Session, areEnds: true, own);
        long[] ends = [.. Enumerable.Range(0, fine.Count).Select(fine.End)];
        signature.Add(ends, fine.Close);
        return Result(SeriesKind.Klines, request, bars, stream.Build(), signature, own, delivery.Rows, delivery.Quarantine) with { Prices = request.KeepsPrices ? new TickSeries(ends, fine.Close) : null };
    }

    private static MeasuredFile OfPrices(MeasureRequest request)
    {
        var file = PriceFile.Read(request.Path, request.Zone);
        var bars = PriceBars.Of(request.Trades.Venue, request.Trades.Symbol ?? Stem(request.Path), request.Interval, file.Time, file.Price);
        var (stream, signature) = (Start(request, pricesAreEnds: true), new SignatureStream(Steps, request.Session, areEnds: true));
        stream.Add(bars);
        stream.AddPrices(file.Time, file.Price);
        signature.Add(file.Time, file.Price);
        // A price at midnight closes the day before: of the first one only the next return knows.
        return Result(SeriesKind.Prices, request, bars, stream.Build().Since(Instant.FloorDay(file.Time[0])), signature, null, file.Rows, file.Quarantine) with { Prices = request.KeepsPrices ? new TickSeries(file.Time, file.Price) : null };
    }

    private static MeasuredFile OfTrades(MeasureRequest request)
    {
        using var file = OpenTrades(request);
        var (stream, signature) = (Start(request), new SignatureStream(Steps, request.Session));
        var (time, price) = (new List<long>(), new List<double>());
        TradeBars? made = null;
        string? symbol = null;
        foreach (var batch in file.Batches())
        {
            if (symbol is not null && symbol != batch.Symbol) throw new InputException($"the file has trades of {symbol} and of {batch.Symbol}", request.Path, "ingest it and measure the lake's bars, or give a file of one instrument");
            symbol = batch.Symbol;
            made ??= new TradeBars(batch.Venue, batch.Symbol, request.Interval, TradeBarsWrite.InverseContract(request.Root, batch.Venue, batch.Symbol));
            try
            {
                made.Add(batch.Time, batch.Price, batch.Quantity, batch.TakerSide);
            }
            catch (ArgumentException e)
            {
                throw new InputException(e.Message, request.Path, "sort the file by time, or ingest it: the lake keeps trades in order");
            }
            stream.AddPrices(batch.Time, batch.Price);
            signature.Add(batch.Time, batch.Price);
            if (request.KeepsPrices)
            {
                time.AddRange(batch.Time);
                price.AddRange(batch.Price);
            }
            file.Recycle(batch);
        }
        var bars = made!.Build();
        stream.Add(bars);
        return Result(SeriesKind.Trades, request, bars, stream.Build(), signature, null, file.Report.Rows, file.Report.Quarantine) with { Prices = request.KeepsPrices ? new TickSeries(CollectionsMarshal.AsSpan(time), CollectionsMarshal.AsSpan(price)) : null };
    }

    // A file that nothing else was recognised in is taken for trades; where it is none, all that it could be is said.
    private static TradeFile OpenTrades(MeasureRequest request)
    {
        try
        {
            return TradeFile.Open(request.Path, request.Trades);
        }
        catch (InputException e) when (request.Kind is null)
        {
            throw new InputException(e.Error with { Remedy = $"{e.Error.Remedy}; klines have the columns open_time,open,high,low,close, prices time,price" }) { Checksum = e.Checksum };
        }
    }

    private static DailyMeasureStream Start(MeasureRequest request, TimeSpan? finest = null, bool pricesAreEnds = false) => new(request.Interval, request.Convention, finest, request.Session, pricesAreEnds);

    private static MeasuredFile Result(
        SeriesKind kind, MeasureRequest request, BarSeries bars, DailyMeasures measures, SignatureStream signature, TimeSpan? finest, RowCounts rows, IReadOnlyList<QuarantinedRow> quarantine)
    {
        var (points, noise) = signature.Build();
        return new MeasuredFile(kind, request, bars, measures, points, noise, finest, rows, quarantine);
    }

    private static string Stem(string path) => NotAName().Replace(Path.GetFileName(path).Split('.')[0], "-");

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotAName();
}
