using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The identity of a series up to any instant, from one pass over it: hashes of whole weeks, each of them over the one before.
/// <code>H₀ = SHA-256(venue, symbol, interval),   H_w = SHA-256(H_{w−1} ‖ bars that end in week w)</code>
/// </summary>
internal sealed class BarChain
{
    private readonly BarSeries _bars;
    private readonly byte[] _head;
    private readonly List<(int Bars, byte[] Hash)> _weeks = [];

    public BarChain(BarSeries bars)
    {
        _bars = bars;
        _head = SHA256.HashData(Encoding.UTF8.GetBytes($"{bars.Venue}\n{bars.Symbol}\n{Duration.Format(bars.Interval)}"));
        for (var (last, i) = (_head, 0); i < bars.Count;)
        {
            var (week, from) = (WeekOf(bars.End(i)), i);
            while (i < bars.Count && WeekOf(bars.End(i)) == week) i++;
            _weeks.Add((i, last = Hash(last, from, i)));
        }
    }

    /// <summary>The identity of the bars that end at or before <paramref name="instant"/>; null where there are none.</summary>
    public string? Until(long instant)
    {
        // The first bar that ends later.
        var (low, high) = (0, _bars.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_bars.End(middle) <= instant) low = middle + 1;
            else high = middle;
        }
        if (low == 0) return null;
        var whole = _weeks.FindLastIndex(w => w.Bars <= low);
        var (bars, hash) = whole < 0 ? (0, _head) : _weeks[whole];
        return Convert.ToHexStringLower(bars == low ? hash : Hash(hash, bars, low));
    }

    // A week's last bar ends on Monday at 00:00 UTC.
    private static long WeekOf(long end) => (end - Instant.FirstMonday - 1) / (7 * Duration.Day);

    private byte[] Hash(byte[] last, int from, int to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(last);
        hash.AppendData(MemoryMarshal.AsBytes(_bars.OpenTime.AsSpan(from, to - from)));
        foreach (var column in new[] { _bars.Open, _bars.High, _bars.Low, _bars.Close, _bars.Volume, _bars.QuoteVolume, _bars.TakerBuyBase, _bars.TakerBuyQuote })
            hash.AppendData(column is null ? "absent"u8 : MemoryMarshal.AsBytes(column.AsSpan(from, to - from)));
        hash.AppendData(_bars.Trades is null ? "absent"u8 : MemoryMarshal.AsBytes(_bars.Trades.AsSpan(from, to - from)));
        return hash.GetHashAndReset();
    }
}
