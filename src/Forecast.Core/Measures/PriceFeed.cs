using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>Makes what measures are fed from prices that come when there is a trade: of those at one time the last counts, and there is a return between all of them.</summary>
/// <param name="session">Prices outside of it, its beginning and end included, are passed over; between two sessions there is no return.</param>
/// <param name="areEnds">Whether a price is stamped with the end of what it closes, so that one of 24:00 belongs to the day that is over; else it belongs to the day of its time.</param>
internal sealed class PriceFeed(DaySession session, bool areEnds)
{
    private LastOfTime _prices;
    private (long Time, double Price)? _last;
    private bool _hasReturn;

    /// <summary>Whether a price was ever given.</summary>
    public bool HasPrices { get; private set; }

    public void Feed(ReadOnlySpan<long> time, ReadOnlySpan<double> price, DailyWindows windows)
    {
        Guard.SameLength(price.Length, time.Length, nameof(price));
        for (var i = 0; i < time.Length; i++)
        {
            if (_prices.Next(time[i], price[i]) is { } last) Take(last, windows);
            HasPrices = true;
        }
    }

    /// <summary>Takes the last price too: it was waiting for another one at its time.</summary>
    public void Finish(DailyWindows windows)
    {
        if (_prices.End() is { } last) Take(last, windows);
    }

    private void Take((long Time, double Price) tick, DailyWindows windows)
    {
        var within = areEnds ? tick.Time - 1 : tick.Time;
        var day = Instant.FloorDay(within);
        if (tick.Time - day < session.From || tick.Time - day > session.To) return;
        if (!session.IsWhole && _last?.Time < day) _last = null;
        windows.Add(within, new WindowBar
        {
            Return = _last is { } before ? Math.Log(tick.Price / before.Price) : null,
            IsJoined = _hasReturn && _last is not null,
            Start = _last?.Time ?? tick.Time, End = tick.Time, Open = tick.Price, High = tick.Price, Low = tick.Price, Close = tick.Price,
        });
        (_hasReturn, _last) = (_last is not null, tick);
    }
}
