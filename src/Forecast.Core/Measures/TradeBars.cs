using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Bars with their flow from trades that come in order of time, in one pass and whatever pieces they come in: first, highest, lowest and last price; volume Σ q, quote
/// volume Σ p·q, number of trades, and the parts of both volumes that buyers took. A bar in which nothing was traded is absent.
/// <para>Units: as in <see cref="BarSeries"/>. Of an inverse contract, worth a fixed amount C of quote currency and quoted in contracts, a trade of q contracts is
/// q·C / p of base currency and q·C of quote currency.</para>
/// <para>Domain: times never fall. Where some trade does not say who took, what buyers took is unknown and the two columns are absent. Sums run in order of time, so that
/// the same trades give the same bits.</para>
/// </summary>
/// <param name="venue">Venue of the trades.</param>
/// <param name="symbol">Symbol at the venue.</param>
/// <param name="interval">Length of the bars.</param>
/// <param name="inverseContract">C; null for quantities in base currency.</param>
public sealed class TradeBars(string venue, string symbol, TimeSpan interval, double? inverseContract = null)
{
    private readonly long _step = Duration.Microseconds(interval);
    private readonly List<Bar> _bars = [];
    private Bar _bar;
    private long _end = long.MinValue, _last = long.MinValue;
    private bool _sided = true;

    /// <summary>Takes the next trades.</summary>
    /// <exception cref="ArgumentException">A time lies before an earlier one, or the columns differ in length.</exception>
    public void Add(ReadOnlySpan<long> time, ReadOnlySpan<double> price, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> takerSide)
    {
        if (price.Length != time.Length || quantity.Length != time.Length || takerSide.Length != time.Length)
            throw new ArgumentException($"columns of {time.Length}, {price.Length}, {quantity.Length} and {takerSide.Length} trades of {symbol}; they must have one length");
        for (var i = 0; i < time.Length;)
        {
            if (time[i] < _last) throw new ArgumentException($"a trade of {symbol} at {Instant.Format(time[i])} comes after one at {Instant.Format(_last)}; sort them by time");
            if (time[i] >= _end) Open(time[i], price[i]);
            var from = i;
            for (; i < time.Length && time[i] < _end && time[i] >= _last; i++) _last = time[i];
            Gather(price[from..i], quantity[from..i], takerSide[from..i]);
        }
    }

    /// <summary>The bars so far, the one that is still open included.</summary>
    public BarSeries Build()
    {
        Bar[] bars = _end == long.MinValue ? [] : [.. _bars, _bar];
        return new BarSeries
        {
            Venue = venue, Symbol = symbol, Interval = interval, OpenTime = Column(b => b.Time), Open = Column(b => b.Open), High = Column(b => b.High), Low = Column(b => b.Low),
            Close = Column(b => b.Close), Volume = Column(b => b.Volume), QuoteVolume = Column(b => b.QuoteVolume), Trades = Column(b => b.Trades),
            TakerBuyBase = _sided ? Column(b => b.TakerBuyBase) : null, TakerBuyQuote = _sided ? Column(b => b.TakerBuyQuote) : null,
        }.Validated();

        T[] Column<T>(Converter<Bar, T> value) => Array.ConvertAll(bars, value);
    }

    private void Open(long time, double price)
    {
        if (_end != long.MinValue) _bars.Add(_bar);
        var open = time - (((time % _step) + _step) % _step);
        (_bar, _end) = (new Bar { Time = open, Open = price, High = price, Low = price }, open + _step);
    }

    // The trades of one bar: sums in registers, no branch on the data.
    private void Gather(ReadOnlySpan<double> price, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> takerSide)
    {
        var (high, low, base1, quote, buyBase, buyQuote) = (_bar.High, _bar.Low, _bar.Volume, _bar.QuoteVolume, _bar.TakerBuyBase, _bar.TakerBuyQuote);
        var unsided = 0;
        var (contract, inverse) = (inverseContract ?? 0, inverseContract is not null);
        for (var i = 0; i < price.Length; i++)
        {
            var (p, q, side) = (price[i], quantity[i], (int)takerSide[i]);
            var (b, v) = inverse ? (q * contract / p, q * contract) : (q, p * q);
            high = p > high ? p : high;
            low = p < low ? p : low;
            base1 += b;
            quote += v;
            buyBase += side > 0 ? b : 0;
            buyQuote += side > 0 ? v : 0;
            unsided += side == 0 ? 1 : 0;
        }
        (_bar.High, _bar.Low, _bar.Close, _bar.Volume, _bar.QuoteVolume, _bar.TakerBuyBase, _bar.TakerBuyQuote) = (high, low, price[^1], base1, quote, buyBase, buyQuote);
        _bar.Trades += price.Length;
        _sided &= unsided == 0;
    }

    private struct Bar
    {
        public long Time, Trades;
        public double Open, High, Low, Close, Volume, QuoteVolume, TakerBuyBase, TakerBuyQuote;
    }
}
