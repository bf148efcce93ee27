using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// The realised measures, prices and flow of each bar from trades that come in order of time, in one pass and whatever pieces they come in; see
/// <see cref="TickMeasureTable"/> for the formulas.
/// <para>Returns are between ticks: trades of one time are one tick at the last price of that time, so that merging them changes no measure of returns. The first return of a bar
/// is the one since the last tick of the bar directly before; where that bar has no trade, as after a halt, there is none. Pairs are of returns of one bar.
/// Prices, volumes, the number of trades and the largest trade are of trades, each by itself. A bar without a trade is absent.</para>
/// <para>Units: as in <see cref="TickMeasureTable"/>; of an inverse contract, worth a fixed amount C of quote currency and quoted in contracts, a trade of q contracts is q·C / p of
/// base currency.</para>
/// <para>Domain: times never fall, prices above 0 and below <see cref="LogReturn.PriceLimit"/>, quantities not negative, taker sides −1, 0 or 1; after an exception the object is of no use.</para>
/// <para>The same trades give the same bits, however they are cut into pieces and whatever vectors the machine has: every sum has eight lanes, by the return's or trade's place in
/// its bar modulo 8, fused operations are named as such, and lanes are added in a fixed order. Memory: that of the result, and 17 kB; nothing is allocated per trade.</para>
/// </summary>
/// <param name="symbol">Of whose trades errors speak.</param>
/// <param name="interval">Length of the bars.</param>
/// <param name="inverseContract">C; null for quantities in base currency.</param>
public sealed class TickMeasures(string symbol, TimeSpan interval, double? inverseContract = null)
{
    private readonly TickReturns<MomentSums> _ticks = new(symbol, interval);
    private readonly List<TickMeasureRow> _rows = [];
    private readonly double? _contract = inverseContract is { } worth ? Guard.Positive(worth, nameof(inverseContract)) : null;
    private TradeSums _trades;

    /// <summary>Takes the next trades.</summary>
    /// <exception cref="ArgumentException">A time lies before an earlier one, a value is out of its domain, or the columns differ in length.</exception>
    public void Add(ReadOnlySpan<long> time, ReadOnlySpan<double> price, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> takerSide)
    {
        if (price.Length != time.Length || quantity.Length != time.Length || takerSide.Length != time.Length)
            throw new ArgumentException($"columns of {time.Length}, {price.Length}, {quantity.Length} and {takerSide.Length} trades of {symbol}; they must have one length");
        for (int i = 0, n; i < time.Length; i += n)
        {
            n = _ticks.InBar(time[i..]);
            if (n == 0)
            {
                if (_ticks.Any) _rows.Add(Row());
                _ticks.Open(time[i]);
                _trades = TradeSums.At(price[i]);
                continue;
            }
            _ticks.Add(time.Slice(i, n), price.Slice(i, n));
            _trades.Add(price.Slice(i, n), quantity.Slice(i, n), takerSide.Slice(i, n), _contract);
            if (_trades.IsBad) throw Bad(time.Slice(i, n), quantity.Slice(i, n), takerSide.Slice(i, n));
        }
    }

    /// <summary>The bars so far, the one that is still open included.</summary>
    public TickMeasureTable Build() => TickMeasureTable.Of(interval, _ticks.Any ? [.. _rows, Row()] : []);

    private TickMeasureRow Row()
    {
        var (sums, returns) = _ticks.Total();
        return TickMeasureRow.Of(_ticks.OpenTime, returns, sums, _trades);
    }

    private ArgumentException Bad(ReadOnlySpan<long> time, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> side)
    {
        var i = 0;
        while (double.IsFinite(quantity[i]) && quantity[i] >= 0 && Math.Abs((int)side[i]) <= 1) i++;
        return new ArgumentException(FormattableString.Invariant(
            $"a trade of {symbol} at {Instant.Format(time[i])} has quantity {quantity[i]} and taker side {side[i]}; quantities must be finite and not negative, sides -1, 0 or 1"));
    }
}
