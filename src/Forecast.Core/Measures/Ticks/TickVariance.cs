using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised variance per bar from trades that come in order of time, in one pass and whatever pieces they come in: the same bits as
/// <see cref="TickMeasures"/> and a reading of times and prices alone.
/// <code>RV = Σ r_i²,   r_i = ln(p_i / p_{i−1})</code>
/// <para>Trades of one time are one tick at the last price of that time. The first return of a bar is the one since the last tick of the bar directly before; where that bar has
/// no trade, there is none. A bar without a trade is absent.</para>
/// <para>Units: variance over the bar. Domain: times never fall, prices above 0 and below <see cref="LogReturn.PriceLimit"/>; after an exception the object is of no use.</para>
/// <para>Memory: that of the result, and 17 kB. Nothing is allocated per trade.</para>
/// <para>Reference: Andersen, Bollerslev, Diebold and Labys (2003), Econometrica 71, eq. 5.</para>
/// </summary>
/// <param name="symbol">Of whose trades errors speak.</param>
/// <param name="interval">Length of the bars.</param>
public sealed class TickVariance(string symbol, TimeSpan interval)
{
    private readonly TickReturns<SquareSum> _ticks = new(symbol, interval);
    private readonly List<long> _openTime = [], _returns = [];
    private readonly List<double?> _variance = [];

    /// <summary>Takes the next trades.</summary>
    /// <exception cref="ArgumentException">A time lies before an earlier one, a price is out of its domain, or the columns differ in length.</exception>
    public void Add(ReadOnlySpan<long> time, ReadOnlySpan<double> price)
    {
        if (price.Length != time.Length) throw new ArgumentException($"columns of {time.Length} and {price.Length} trades of {symbol}; they must have one length");
        for (int i = 0, n; i < time.Length; i += n)
        {
            n = _ticks.InBar(time[i..]);
            if (n == 0)
            {
                if (_ticks.Any) Write(_openTime, _returns, _variance);
                _ticks.Open(time[i]);
                continue;
            }
            _ticks.Add(time.Slice(i, n), price.Slice(i, n));
        }
    }

    /// <summary>The bars so far, the one that is still open included.</summary>
    public TickVarianceTable Build()
    {
        var (time, returns, variance) = (new List<long>(_openTime), new List<long>(_returns), new List<double?>(_variance));
        if (_ticks.Any) Write(time, returns, variance);
        return new TickVarianceTable { Interval = interval, OpenTime = [.. time], Returns = [.. returns], Variance = [.. variance] };
    }

    private void Write(List<long> time, List<long> returns, List<double?> variance)
    {
        var (sums, count) = _ticks.Total();
        time.Add(_ticks.OpenTime);
        returns.Add(count);
        variance.Add(count > 0 ? Lanes.Sum(sums.Second) : null);
    }
}
