using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>What was written of one instrument's trades.</summary>
public sealed record TradeWrite(string Venue, string Symbol, FactWrite Write);
