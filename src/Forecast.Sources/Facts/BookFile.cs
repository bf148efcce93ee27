using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Book and best-quote files of Tardis, read as they stream: <c>incremental_book_L2</c> (a row a level), <c>book_snapshot_5</c> and <c>_25</c> (a row a book), <c>quotes</c>. Times are microseconds,
/// <c>timestamp</c> the exchange's and <c>local_timestamp</c> the recorder's, by which the rows are in order. The files have no update numbers: an update's number is made of when it was received
/// and its order within that microsecond (<see cref="TradeBatch.OrdersPerMicrosecond"/>), so that the same message in another file has the same number.
/// </summary>
internal static class BookFile
{
    /// <summary>Rows of the lake in a batch.</summary>
    private const int BatchRows = 1 << 19;

    /// <summary>Reads the file twice: once to its end, so that nothing is kept of one that is not whole or mostly bad, and again for its rows.</summary>
    public static FactFile Read(string path, FactRequest request)
    {
        FactFile? file = null;
        foreach (var _ in Batches(path, request, f => file = f))
        {
        }
        return file! with { Batches = Batches(path, request, _ => { }) };
    }

    private static IEnumerable<FactBatch> Batches(string path, FactRequest request, Action<FactFile> atEnd)
    {
        using var stream = InputStream.Open(path, request.Policy);
        var pieces = new TextPieces(stream, path);
        if (!pieces.MoveNext()) throw new InputException("the file is empty", path, "download it again");
        var reader = new BookReader(path, RecordColumns.OfHeader(pieces.TakeLine(), $"{path}:{pieces.LinesBefore}"), request);
        do
        {
            reader.Read(pieces.Piece.Span, pieces.LinesBefore);
            if (reader.Rows >= BatchRows)
                foreach (var batch in reader.Take()) yield return batch;
        }
        while (pieces.MoveNext());
        reader.RequireMostlyGood();
        atEnd(new FactFile(stream.File, reader.LeftOut, []) { Checksum = stream.Checksum });
        foreach (var batch in reader.Take()) yield return batch;
    }
}
