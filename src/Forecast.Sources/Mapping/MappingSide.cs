using System.Text.Json;

namespace Forecast.Sources;

/// <summary>
/// The column that says who paid the spread: <c>{ "column": "side", "buy": ["B"], "sell": ["S"], "unknown": ["N"] }</c> by the words for the taker's side,
/// or <c>{ "column": "m", "buyerIsMaker": true }</c> by whether true in it means that the buyer was the maker.
/// </summary>
internal sealed record MappingSide(JsonElement Column)
{
    public string[] Buy { get; init; } = [];

    public string[] Sell { get; init; } = [];

    public string[] Unknown { get; init; } = [];

    public bool? BuyerIsMaker { get; init; }
}
