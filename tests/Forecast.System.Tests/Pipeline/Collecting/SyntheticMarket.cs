using Forecast.Core.Market;

namespace Forecast.SystemTests.Pipeline;

/// <summary>Messages of one made-up symbol, numbered as the venue does.</summary>
internal sealed class SyntheticMarket(string symbol, BookSequence sequence, long start = 1_723_075_200_000_000, long step = 10_000)
{
    public const string Opening = """{"lastUpdateId":1000,"bids":[["99","5"],["98","7"]],"asks":[["101","4"],["102","6"]]}""";

    private readonly Random _random = new(7);
    private long _time = start, _trade = 500_000, _quote = 7_000, _update = 1000;

    public FeedStep Trade(string? orderType = null) =>
        FeedStep.Trade(symbol, ++_trade, _time += step, orderType == "NA" ? 0 : 100 + (_random.Next(100) / 100.0), orderType == "NA" ? 0 : 1 + _random.Next(9), _random.Next(2) == 0, orderType ?? (sequence == BookSequence.Linked ? "MARKET" : null));

    public FeedStep Quote(bool crossed = false) => FeedStep.Quote(symbol, _quote += 1 + _random.Next(5), Stamp(), crossed ? 101 : 99 + (_random.Next(10) / 100.0), 100.5);

    public FeedStep Depth(bool crossed = false)
    {
        var (before, first) = (_update, _update + (sequence == BookSequence.Linked ? 1 + _random.Next(50) : 1));
        _update = first + _random.Next(20);
        return FeedStep.Depth(symbol, first, _update, sequence == BookSequence.Linked ? before : null, _time += step, crossed ? 150 : 90 + _random.Next(10), crossed ? 1 : _random.Next(5), 101 + _random.Next(10), _random.Next(5));
    }

    public IEnumerable<FeedStep> Some(int count) => Enumerable.Range(0, count).Select(_ => _random.Next(10) switch { < 5 => Trade(), < 8 => Quote(), _ => Depth() }).ToArray();

    private long? Stamp() => sequence == BookSequence.Linked ? _time += step : null;
}
