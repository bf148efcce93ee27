using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Sources;

/// <summary>The simulated market: data in the box, for a first run and for tests.</summary>
internal sealed class SampleSource(SourceLocation location) : IMarketDataSource
{
    private readonly string _path = Path.Combine(location.DataRoot, "sample", "market.json");

    public string Id => "sample";

    public IEnumerable<SourceDelivery> Load(SourceRequest request)
    {
        var (market, file) = SampleMarketFile.Read(_path);
        if (request.Interval < market.Interval || request.Interval.Ticks % market.Interval.Ticks != 0 || TimeSpan.TicksPerDay % request.Interval.Ticks != 0)
            throw new InputException(
                $"the sample has bars of {Duration.Format(market.Interval)}, of which none of {Duration.Format(request.Interval)} can be made", _path,
                $"ask for --interval {Duration.Format(market.Interval)} or a multiple that divides a day");
        var known = market.Instruments.ToDictionary(i => i.Symbol, StringComparer.Ordinal);
        var symbols = request.Symbols?.Distinct(StringComparer.Ordinal).ToArray() ?? [.. market.Instruments.Select(i => i.Symbol).Order(StringComparer.Ordinal)];
        // An instrument is the same whatever others are made with it, so only those asked for are made.
        var wanted = symbols.Where(known.ContainsKey).Select(s => known[s]).ToArray();
        var histories = wanted.Length == 0 ? [] : SimulatedMarket.Generate(market with { Instruments = wanted });
        var bars = histories.ToDictionary(h => h.Bars.Symbol, h => BarAggregation.To(h.Bars, request.Interval), StringComparer.Ordinal);
        return symbols.Select(symbol => Deliver(symbol, file, bars.GetValueOrDefault(symbol), known.Keys));
    }

    private static SourceDelivery Deliver(string symbol, InputFile file, BarSeries? bars, IEnumerable<string> known) => new()
    {
        Symbol = symbol,
        Venue = SimulatedMarket.Venue,
        Simulated = true,
        Delay = TimeSpan.FromMicroseconds(SourceCatalog.Delay(SimulatedMarket.Venue)),
        Bars = bars,
        Error = bars is null ? new InputError($"the simulated market has no instrument {symbol}", file.Path, $"choose from {string.Join(", ", known)}") : null,
        Input = file,
        Rows = bars is null ? default : new RowCounts(bars.Count, bars.Count, 0, 0),
        Gaps = bars is null ? null : GapReport.Of(bars),
    };
}
