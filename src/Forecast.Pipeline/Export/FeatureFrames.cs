using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Export;

/// <summary>
/// The features of instruments from the lake, each row from what was known then. Bars that were corrected or taken back later are what they were: the origins are cut where such a version
/// became known, and each piece is made from the bars of its time.
/// </summary>
/// <param name="lake">Where bars and facts are.</param>
/// <param name="interval">Of the bars.</param>
/// <param name="leader">Symbol of the instrument that is the market factor at its venue; null for the first principal component of all of the venue's that the lake has.</param>
public sealed class FeatureFrames(Lake lake, TimeSpan interval, string? leader = null)
{
    /// <summary>What the market factor's loadings are estimated from, and how often.</summary>
    private static readonly TimeSpan FactorWindow = TimeSpan.FromDays(30), FactorRefit = TimeSpan.FromDays(7);

    private readonly Dictionary<(string Venue, long KnownAt), MarketFactor?> _factors = [];
    private readonly Dictionary<(string Venue, string Symbol), IReadOnlyList<long>> _corrections = [];
    private readonly Lazy<IReadOnlyList<LakeInstrument>> _instruments = new(() => lake.Instruments(interval));

    /// <summary>The instruments that the market factor of a venue is made from.</summary>
    public IReadOnlyList<string> Market(string venue) => [.. _instruments.Value.Where(i => i.Venue == venue && (leader is null || i.Symbol == leader)).Select(i => i.Symbol)];

    /// <summary>The features of an instrument at <paramref name="origins"/>; null where the lake has no bars of it before them.</summary>
    /// <param name="venue">Venue, as in the lake's layout.</param>
    /// <param name="symbol">Symbol at the venue.</param>
    /// <param name="origins">Full hours, increasing.</param>
    public FeatureFrame? Of(string venue, string symbol, long[] origins)
    {
        var (delay, facts, frames) = (SourceCatalog.Delay(venue), new MarketFacts(lake, venue, symbol), new List<FeatureFrame>());
        foreach (var piece in Pieces(origins, delay, Corrections(venue, symbol, facts)))
        {
            var (asOf, knownAt) = (piece[^1], piece[^1] + delay);
            var bars = lake.ReadBars(venue, symbol, interval, knownAt, asOf);
            if (bars.Count == 0) continue;
            frames.Add(FeatureCatalog.Frame(facts.With(bars, delay, piece, Pair(facts, symbol, asOf, knownAt), Book(venue, symbol, asOf, knownAt), Factor(venue, asOf, knownAt))));
        }
        return frames.Count == 0 ? null : FeatureFrame.Join(frames);
    }

    // Every instant at which a bar that a feature reads, of prices or of the book, was corrected or taken back.
    private IEnumerable<long> Corrections(string venue, string symbol, MarketFacts facts) =>
        Market(venue).Select(s => (venue, s)).Concat(new[] { venue, facts.Perpetuals, facts.Spot }.OfType<string>().Select(v => (v, symbol))).Distinct()
            .SelectMany(i => Corrections(i.Item1, i.Item2)).Concat(lake.FactCorrections(FactDatasetCatalog.BookBars, venue, symbol));

    private IReadOnlyList<long> Corrections(string venue, string symbol)
    {
        if (!_corrections.TryGetValue((venue, symbol), out var known)) _corrections[(venue, symbol)] = known = lake.BarCorrections(venue, symbol, interval);
        return known;
    }

    // Origins between which no version of a bar became known that changes what was known before.
    private static IEnumerable<long[]> Pieces(long[] origins, long delay, IEnumerable<long> corrections)
    {
        int[] cuts = [.. corrections.Select(c => Array.BinarySearch(origins, c - delay)).Select(i => i >= 0 ? i : ~i).Append(0).Append(origins.Length).Distinct().Order()];
        return cuts.Zip(cuts.Skip(1), (from, to) => origins[from..to]);
    }

    private (AsOfSeries Spot, AsOfSeries Perpetual)? Pair(MarketFacts facts, string symbol, long asOf, long knownAt) =>
        facts.Spot is { } spot && Closes(spot, symbol, asOf, knownAt) is { } s && Closes(facts.Perpetuals, symbol, asOf, knownAt) is { } p ? (s, p) : null;

    private AsOfSeries? Closes(string venue, string symbol, long asOf, long knownAt) => lake.ReadBars(venue, symbol, interval, knownAt, asOf) is { Count: > 0 } bars ? AsOfSeries.OfCloses(bars) : null;

    private Core.Measures.BookBarSeries? Book(string venue, string symbol, long asOf, long knownAt) =>
        BookBars.Read(lake, venue, symbol, until: asOf, knownAt: knownAt) is { Bars.Count: > 0 } book ? book : null;

    private MarketFactor? Factor(string venue, long asOf, long knownAt)
    {
        if (_factors.TryGetValue((venue, knownAt), out var known)) return known;
        BarSeries[] bars = [.. Market(venue).Select(symbol => lake.ReadBars(venue, symbol, interval, knownAt, asOf)).Where(b => b.Count > 0)];
        return _factors[(venue, knownAt)] = bars.Length == 0 ? null : MarketFactor.From(bars, FactorWindow, FactorRefit);
    }
}
