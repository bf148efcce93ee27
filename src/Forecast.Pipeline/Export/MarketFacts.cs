using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Export;

/// <summary>
/// What the lake knows of an instrument beside its bars, every version with when it was known: funding, open interest, implied volatility of its coin, and the prices of spot and perpetual. Of a spot
/// market the facts are those of the perpetual with its symbol, at the venue that <see cref="VenueCatalog"/> names.
/// </summary>
internal sealed class MarketFacts
{
    private const string Options = "deribit";

    private readonly AsOfSeries? _funding, _fundingHours, _openInterest, _coinOpenInterest, _impliedVolatility;

    public MarketFacts(Lake lake, string venue, string symbol)
    {
        Perpetuals = VenueCatalog.Find(venue)?.Perpetuals ?? venue;
        Spot = VenueCatalog.All.FirstOrDefault(v => v.Perpetuals == Perpetuals)?.Venue;
        if (lake.ReadFactVersions(FactDatasetCatalog.Funding, Perpetuals, symbol) is { } funding)
        {
            var (time, known, hours) = (funding.Longs("time"), funding.Longs("known_at"), Values(funding, "interval_hours"));
            _funding = Funding.EightHourly(time, known, funding.Doubles("rate"), hours);
            int[] said = [.. Enumerable.Range(0, time.Length).Where(i => hours?[i] is not null)];
            if (said.Length > 0) _fundingHours = new AsOfSeries(Array.ConvertAll(said, i => time[i]), Array.ConvertAll(said, i => known[i]), Array.ConvertAll(said, i => hours![i]!.Value));
        }
        _openInterest = Series(lake.ReadFactVersions(FactDatasetCatalog.OpenInterest, Perpetuals, symbol), "open_interest");
        if (VenueCatalog.Find(Perpetuals)?.CoinMargined is { } coins) _coinOpenInterest = Series(lake.ReadFactVersions(FactDatasetCatalog.OpenInterest, coins, $"{BaseAsset.Of(symbol)}USD_PERP"), "open_interest");
        _impliedVolatility = Series(lake.ReadFactVersions(FactDatasetCatalog.ImpliedVolatilityIndex, Options, BaseAsset.Of(symbol)), "close");
    }

    /// <summary>Venue of the perpetual: the instrument's own, or the one beside its spot market.</summary>
    public string Perpetuals { get; }

    /// <summary>Venue of the spot market beside the perpetual; null where none is known.</summary>
    public string? Spot { get; }

    /// <summary>With bars as they were known at the last origin.</summary>
    public FeatureInputs With(BarSeries bars, long delay, long[] origins, (AsOfSeries, AsOfSeries)? pair, Core.Measures.BookBarSeries? book, MarketFactor? market) => new()
    {
        Bars = bars, Delay = delay, Origins = origins, Funding = _funding, FundingHours = _fundingHours, OpenInterest = _openInterest, CoinOpenInterest = _coinOpenInterest, ImpliedVolatility = _impliedVolatility,
        Pair = pair, Book = book, Market = market,
    };

    private static AsOfSeries? Series(LakeTable? facts, string column) =>
        facts is null ? null : new AsOfSeries(facts.Longs("time"), facts.Longs("known_at"), facts.Doubles(column));

    private static double?[]? Values(LakeTable table, string column) => table.Columns.FirstOrDefault(c => c.Name == column)?.Values switch
    {
        double?[] values => values,
        double[] values => Array.ConvertAll(values, v => (double?)v),
        _ => null,
    };
}
