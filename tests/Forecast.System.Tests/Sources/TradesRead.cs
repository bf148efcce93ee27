using Forecast.Core.Market;
using Forecast.Sources;

namespace Forecast.SystemTests.Sources;

/// <summary>What reading a file of trades gave; without report where it was refused at once.</summary>
internal sealed record TradesRead(IReadOnlyList<(string Venue, string Symbol, Trade Trade, long First, long Last)> All, TradeFileReport? Report, InputError? Error)
{
    public Trade[] Trades => [.. All.Select(t => t.Trade)];
}
