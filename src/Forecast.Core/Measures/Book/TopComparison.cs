using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Holds the best levels of a book that was rebuilt from its updates against the best quotes that the venue sends beside them. Quotes come at every change of the best levels, so
/// after the update with number u the best levels are those of the latest quote with a number ≤ u; that is known once a quote with a higher number has come. Where a quote has
/// that very number, both speak of one state (<see cref="SameUpdate"/>).
/// <para>A venue that sends updates by the clock may end one between the changes that a single order makes, and its quote comes only after the last of them: then the two differ
/// though neither is wrong, and never at the same number.</para>
/// <para>Bounded: the last <see cref="Remembered"/> quotes, and as many books that wait for theirs.</para>
/// </summary>
public sealed class TopComparison
{
    public const int Remembered = 1 << 16, ShownDifferences = 10;

    private readonly (long Id, TopOfBook Top)[] _quotes = new (long, TopOfBook)[Remembered];
    private readonly Queue<(long Id, TopOfBook Top)> _waiting = new();
    private readonly List<TopDifference> _differences = [];
    private long _count;

    /// <summary>Books compared with the latest quote, and those that differ.</summary>
    public (long Compared, long Different) Latest { get; private set; }

    /// <summary>Those of them whose quote has the very number of the book.</summary>
    public (long Compared, long Different) SameUpdate { get; private set; }

    /// <summary>The first differences.</summary>
    public IReadOnlyList<TopDifference> Differences => _differences;

    /// <summary>A quote; one whose number is not above the last one's is left out.</summary>
    public void Add(in BestQuote quote)
    {
        if (_count > 0 && quote.UpdateId <= Quote(_count - 1).Id) return;
        while (_waiting.TryPeek(out var book) && book.Id < quote.UpdateId) Compare(_waiting.Dequeue(), _count - 1);
        _quotes[_count++ % Remembered] = (quote.UpdateId, TopOfBook.Of(quote));
    }

    /// <summary>The book after an update.</summary>
    public void Add(OrderBook book)
    {
        if (book.LastUpdateId is not { } id || TopOfBook.Of(book) is not { } top) return;
        if (_count == 0 || Quote(_count - 1).Id <= id)
        {
            if (_waiting.Count == Remembered) _waiting.Dequeue();
            _waiting.Enqueue((id, top));
            return;
        }
        var (low, high) = (Math.Max(0, _count - Remembered), _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Quote(middle).Id <= id) low = middle + 1;
            else high = middle;
        }
        Compare((id, top), low - 1 >= Math.Max(0, _count - Remembered) ? low - 1 : -1);
    }

    /// <summary>No more comes: books that still wait are compared where a quote has their number.</summary>
    public void End()
    {
        while (_waiting.TryDequeue(out var book))
            if (_count > 0 && Quote(_count - 1).Id == book.Id) Compare(book, _count - 1);
    }

    private (long Id, TopOfBook Top) Quote(long place) => _quotes[place % Remembered];

    private void Compare((long Id, TopOfBook Top) book, long place)
    {
        if (place < 0) return;
        var quote = Quote(place);
        var different = quote.Top != book.Top ? 1 : 0;
        Latest = (Latest.Compared + 1, Latest.Different + different);
        if (quote.Id == book.Id) SameUpdate = (SameUpdate.Compared + 1, SameUpdate.Different + different);
        if (different > 0 && _differences.Count < ShownDifferences) _differences.Add(new TopDifference(book.Id, book.Top, quote.Id, quote.Top));
    }
}
