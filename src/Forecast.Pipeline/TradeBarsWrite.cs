using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// Bars for the night out of trades, where the venue's own bars are missing. Only whole bars: trades lie before and behind, and no trade number is missing between. They never
/// correct what the venue says of itself.
/// </summary>
public static class TradeBarsWrite
{
    /// <summary>Makes and keeps the bars of an instrument's trades with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>, widened to whole days.</summary>
    /// <exception cref="InputException">What a contract is worth is not known, or nothing would show a missing trade.</exception>
    public static LakeWrite Of(Workspace workspace, string venue, string symbol, TimeSpan interval, long from, long until)
    {
        if (!SourceCatalog.CountsTrades(venue)) throw new InputException($"{venue} does not number its trades by ones, so nothing shows whether one is missing from a bar", symbol, "ingest the venue's own bars with ingest klines");
        (from, until) = (Instant.FloorDay(from), Instant.FloorDay(until - 1) + Duration.Day);
        var contract = InverseContract(workspace.Root, venue, symbol);
        // A neighbouring day may hold the trades that prove the edges.
        if (TickBars.Of(workspace.Lake, venue, symbol, interval, contract, from - Duration.Day, until + Duration.Day) is not { } bars) return new LakeWrite(0, 0, 0, 0);
        var holes = workspace.Lake.TradeHoles(venue, symbol, from - Duration.Day, until + Duration.Day);
        int[] whole = [.. Enumerable.Range(1, Math.Max(0, bars.Count - 2)).Where(i => bars.OpenTime[i] >= from && bars.End(i) <= until && !holes.Any(h => h.After < bars.End(i) && h.Before >= bars.OpenTime[i]))];
        return workspace.Lake.WriteBars(bars.Pick(whole), TimeSpan.FromMicroseconds(SourceCatalog.Delay(venue)), mayCorrect: false);
    }

    // Contracts of Binance's COIN-M are worth a fixed amount of quote currency; elsewhere quantities are in base currency.
    internal static double? InverseContract(string root, string venue, string symbol)
    {
        var path = Path.Combine(root, "data", "instruments.json");
        var instrument = InstrumentCatalog.Read(path).Find(venue, symbol);
        if (instrument is null && venue == "binance-coinm") throw new InputException($"what a contract of {symbol} is worth is not known", path, $"add {symbol} of {venue} with its contractMultiplier (quote currency a contract) and class crypto-inverse-perpetual");
        return instrument is { Class: "crypto-inverse-perpetual" } ? (double)instrument.ContractMultiplier : null;
    }
}
