using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// VPIN at any bar or trade, over the last n full buckets. <code>VPIN = 1/n Σ_τ |buys_τ − sells_τ| / V_τ</code>
/// A bucket has the size that is known when it opens: the mean volume of the UTC days before that day, of the last <c>days</c> of them, over the buckets of a day. It is full when so much
/// has traded; a bar that straddles buckets is split in proportion. Buys and sells are those of takers as the venue says.
/// <para>Units: share of volume in [0, 1]; volume as the source counts it, the same throughout. A value is known at the end of the bar, or with the trade, that was added last.</para>
/// <para>Domain: undefined until half of the days are there (the one in which the stream begins is none, unless it begins at midnight) and n buckets are full, and while who took is not
/// known in any of these. Missing bars make a day's volume smaller by what they lack.</para>
/// <para>Reference: Easley, López de Prado and O'Hara (2012), Review of Financial Studies 25, section 2: fifty buckets a day, VPIN over fifty.</para>
/// </summary>
/// <param name="buckets">n.</param>
/// <param name="bucketsPerDay">Buckets of a day of mean volume.</param>
/// <param name="days">How many days before give the mean.</param>
public sealed class VpinStream(int buckets = Vpin.UsualBuckets, int bucketsPerDay = Vpin.UsualBuckets, int days = 30)
{
    private readonly double?[] _full = new double?[Guard.AtLeast(buckets, 1)];
    private readonly int _perDay = Guard.AtLeast(bucketsPerDay, 1), _days = Guard.AtLeast(days, 1);
    private readonly Queue<(long Day, double Volume)> _before = new();
    private (long Day, double Volume, bool IsWhole)? _today;
    private double? _usual;
    private double _size, _space, _signed;
    private long _last = long.MinValue;
    private bool _isSided;
    private long _count;

    /// <summary>What the last n full buckets come to; null where undefined.</summary>
    public double? Value
    {
        get
        {
            if (_count < _full.Length) return null;
            double? sum = 0;
            foreach (var imbalance in _full) sum += imbalance;
            return sum / _full.Length;
        }
    }

    /// <summary>VPIN at the end of every bar.</summary>
    public static double?[] Of(BarSeries bars, int buckets = Vpin.UsualBuckets, int bucketsPerDay = Vpin.UsualBuckets, int days = 30)
    {
        var stream = new VpinStream(buckets, bucketsPerDay, days);
        var values = new double?[bars.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (bars.Volume is { } volume) stream.Add(bars.OpenTime[i], volume[i], bars.TakerBuyBase?[i]);
            values[i] = stream.Value;
        }
        return values;
    }

    /// <summary>Takes the next trades.</summary>
    public void Add(TradeBatch trades)
    {
        for (var i = 0; i < trades.Count; i++)
        {
            var (quantity, side) = (trades.Quantity[i], trades.TakerSide[i]);
            Add(trades.Time[i], quantity, side == 0 ? null : side > 0 ? quantity : 0);
        }
    }

    /// <summary>Takes the next bar, or trade.</summary>
    /// <param name="time">When it begins, Unix microseconds; does not fall.</param>
    /// <param name="volume">What traded.</param>
    /// <param name="takerBuy">The part that takers bought; null where it is not known.</param>
    public void Add(long time, double volume, double? takerBuy)
    {
        if (time < _last) throw new ArgumentException($"flow of {Instant.Format(time)} comes after that of {Instant.Format(_last)}; sort it by time", nameof(time));
        _last = time;
        if (Instant.FloorDay(time) is var day && day != _today?.Day) Open(day, time);
        _today = _today!.Value with { Volume = _today.Value.Volume + volume };
        var share = ((2 * takerBuy) - volume) / volume;
        while (volume > 0 && (_space > 0 || OpenBucket(ref volume)))
        {
            var part = Math.Min(volume, _space);
            _signed += (share ?? 0) * part;
            _isSided &= share is not null;
            (_space, volume) = (_space - part, volume - part);
            if (_space <= 0) _full[_count++ % _full.Length] = _isSided ? Math.Min(1, Math.Abs(_signed) / _size) : null;
        }
    }

    private bool OpenBucket(ref double volume)
    {
        if (_usual is not { } size) return false;
        // Of more buckets than are looked at, all alike, only the last ones count.
        if (Math.Floor(volume / size) - _full.Length is > 0 and var surplus) volume = Math.Max(0, volume - (surplus * size));
        (_size, _space, _signed, _isSided) = (size, size, 0, true);
        return volume > 0;
    }

    private void Open(long day, long time)
    {
        if (_today is { IsWhole: true } today) _before.Enqueue((today.Day, today.Volume));
        while (_before.TryPeek(out var oldest) && oldest.Day < day - (_days * Duration.Day)) _before.Dequeue();
        var sum = 0.0;
        foreach (var (_, volume) in _before) sum += volume;
        _usual = 2 * _before.Count >= _days && sum / _before.Count / _perDay is > 0 and var size ? size : null;
        _today = (day, 0, _today is not null || time == day);
    }
}
