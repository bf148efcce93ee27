using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// A file of trades (plain, gzip or zip) as a stream of batches in bounded memory, whatever its size. Its format is found out from the header or the shape
/// of the first rows.
/// <para>
/// The last call decides: whether the file is whole, is the one that its checksum vouches for, and is mostly good is known only at its end. So what was
/// read is to be kept only when <see cref="Batches"/> has ended without an exception.
/// </para>
/// </summary>
public sealed class TradeFile : IDisposable
{
    private TradeFile(string path, TradeFileOptions options)
    {
    }

    /// <summary>The id of the format, or <c>mapping</c>.</summary>
    public string Format => "";

    /// <summary>What became of the rows so far.</summary>
    public TradeFileReport Report => throw new InvalidOperationException();

    /// <exception cref="InputException">The file cannot be read, or its format is not known.</exception>
    public static TradeFile Open(string path, TradeFileOptions? options = null) => new(path, options ?? new());

    /// <summary>
    /// The good rows in the order of the file, a batch for each venue and symbol (one, where the rows do not name it). To be enumerated once. A batch is
    /// the caller's to keep, unless it gives it back by <see cref="Recycle"/>.
    /// </summary>
    /// <exception cref="InputException">The file is refused; <see cref="Report"/> then has the counts and the error.</exception>
    public IEnumerable<TradeBatch> Batches() => [];

    /// <summary>Gives the arrays of a batch back to be filled again; nobody may read it any more.</summary>
    public void Recycle(TradeBatch batch)
    {
    }

    public void Dispose()
    {
    }
}
