namespace Forecast.Core.Market;

/// <summary>
/// What is traded: the static facts that a margin needs.
/// <para>Units: tick in quote currency, lot in base currency (in contracts, of an inverse contract), contract multiplier in base currency per contract; of an inverse contract, worth a fixed amount of
/// quote currency, in quote currency per contract.</para>
/// </summary>
/// <param name="Symbol">Symbol at the venue, unique within it.</param>
/// <param name="Venue">Venue, as in the lake's layout.</param>
/// <param name="Class">Asset class, as in <c>crypto-spot</c>, <c>crypto-perpetual</c>, <c>crypto-inverse-perpetual</c>.</param>
/// <param name="QuoteCurrency">Currency of prices and margins.</param>
/// <param name="Tick">Smallest price step.</param>
/// <param name="Lot">Smallest quantity.</param>
/// <param name="ContractMultiplier">Base currency per contract; of an inverse contract quote currency per contract.</param>
/// <param name="Listed">First UTC day of trading, or null where unknown.</param>
/// <param name="Delisted">Last UTC day of trading, or null while it trades.</param>
/// <param name="MarginClass">Key of the margin policy's class: margin period of risk, confidence, floor.</param>
public sealed record Instrument(
    string Symbol, string Venue, string Class, string QuoteCurrency, decimal Tick, decimal Lot, decimal ContractMultiplier,
    DateOnly? Listed, DateOnly? Delisted, string MarginClass);
