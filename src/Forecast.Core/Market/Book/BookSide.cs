using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// The bids or the asks of an <see cref="OrderBook"/>, a quantity a price, best first.
/// <para>Cost: a change at the k-th level from the best is found in O(log k) and moves k levels at most, so that deep levels behind it cost nothing; memory is taken only when
/// the side is larger than ever before.</para>
/// <para>Known: a snapshot that a venue cuts at so many levels says nothing of what lies behind its worst price, and updates name only what changes there. So the side is
/// complete down to <see cref="KnownTo"/>; levels behind it are some of those there are.</para>
/// <para>Domain: prices positive and finite, quantities not negative and finite.</para>
/// </summary>
public sealed class BookSide
{
    private const int Walked = 8;
    private readonly double _sign;

    // Ascending by sign × price, so that the best is last: changes happen near the best, and an array is cheap to change at its end.
    private double[] _keys = new double[64], _quantities = new double[64];

    /// <param name="isBid">Whether a higher price is better.</param>
    internal BookSide(bool isBid) => _sign = isBid ? 1 : -1;

    /// <summary>How many prices have something resting.</summary>
    public int Count { get; private set; }

    /// <summary>The worst price down to which the side is complete; null where the snapshot had no level, so that all of it is known.</summary>
    public double? KnownTo { get; private set; }

    /// <summary>The level with <paramref name="i"/> better ones: 0 is the best.</summary>
    public BookLevel this[int i] => (uint)i < (uint)Count
        ? new BookLevel(_sign * _keys[Count - 1 - i], _quantities[Count - 1 - i])
        : throw new ArgumentOutOfRangeException(nameof(i), $"level {i} is asked for; the side has {Count}");

    /// <summary>The best level; null where the side is empty.</summary>
    public BookLevel? Best => Count > 0 ? this[0] : null;

    /// <summary>What rests at a price; 0 where nothing does.</summary>
    public double QuantityAt(double price)
    {
        var i = Place(_sign * price);
        return i < Count && _keys[i] == _sign * price ? _quantities[i] : 0;
    }

    /// <summary>Whether the side is complete from the best to <paramref name="price"/>.</summary>
    public bool IsKnown(double price) => KnownTo is not { } worst || _sign * price >= _sign * worst;

    /// <summary>Sets what rests at a price; 0 takes it out. A price that is not there may be taken out: venues do so for levels that a cut snapshot left out.</summary>
    internal void Set(double price, double quantity)
    {
        var key = _sign * price;
        var i = Place(key);
        if (i < Count && _keys[i] == key)
        {
            if (quantity > 0) _quantities[i] = quantity;
            else
            {
                Count--;
                Move(i + 1, i, Count - i);
            }
        }
        else if (quantity > 0)
        {
            if (Count == _keys.Length)
            {
                Array.Resize(ref _keys, 2 * Count);
                Array.Resize(ref _quantities, 2 * Count);
            }
            Move(i, i + 1, Count - i);
            (_keys[i], _quantities[i]) = (key, quantity);
            Count++;
        }
    }

    /// <summary>Replaces the side by the levels of a snapshot.</summary>
    internal void Load(ReadOnlySpan<BookLevel> levels)
    {
        Clear();
        for (var i = levels.Length - 1; i >= 0; i--) Set(levels[i].Price, levels[i].Quantity);
        if (Count > 0) KnownTo = _sign * _keys[0];
    }

    internal void Clear() => (Count, KnownTo) = (0, null);

    /// <summary>Throws where a level is out of the domain.</summary>
    internal static void Check(ReadOnlySpan<BookLevel> levels)
    {
        foreach (var level in levels)
        {
            Guard.Positive(level.Price, "price of a book level");
            if (!(level.Quantity >= 0 && double.IsFinite(level.Quantity)))
                throw new ArgumentOutOfRangeException(nameof(levels), $"the quantity at {level.Price} is {level.Quantity}; it must be finite and not negative");
        }
    }

    /// <summary>Place of the first key that is not below <paramref name="key"/>: a few steps from the best, then by ever longer ones, then by halves.</summary>
    private int Place(double key)
    {
        var at = Count;
        for (var walked = 0; walked < Walked; walked++, at--)
        {
            if (at == 0 || _keys[at - 1] < key) return at;
        }
        var (low, step) = (at, Walked);
        while (low > 0 && _keys[low - 1] >= key) (at, low, step) = (low - 1, Math.Max(0, low - step), 2 * step);
        while (low < at)
        {
            var middle = (low + at) >>> 1;
            if (_keys[middle] < key) low = middle + 1;
            else at = middle;
        }
        return at;
    }

    private void Move(int from, int to, int length)
    {
        if (length == 0) return;
        _keys.AsSpan(from, length).CopyTo(_keys.AsSpan(to));
        _quantities.AsSpan(from, length).CopyTo(_quantities.AsSpan(to));
    }
}
