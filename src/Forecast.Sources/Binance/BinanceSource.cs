using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>Spot klines of Binance from its public archive and API, of the last days or from a given one.</summary>
internal sealed class BinanceSource : IMarketDataSource
{
    /// <summary>Days of history where none are asked for: what the slowest model needs twice over.</summary>
    public const int UsualDays = 730;

    private readonly SourceLocation _location;
    private readonly string _landing;
    private IReadOnlyList<SeriesFetch> _fetched = [];

    public BinanceSource(SourceLocation location)
    {
        _location = location;
        _landing = location.Landing ?? throw new InputException("the source 'binance' needs a folder for what it downloads", "--lake", "give the lake's folder");
    }

    public string Id => "binance";

    /// <inheritdoc />
    public async Task Fetch(SourceRequest request, IProgress<(int Done, int All)>? progress, CancellationToken stop)
    {
        var interval = Duration.Format(request.Interval);
        if (!BinanceSeries.Intervals.Contains(interval)) throw new InputException($"the venue has no bars of {interval}", "--interval", $"choose one of {string.Join(", ", BinanceSeries.Intervals)}");
        var product = BinanceProduct.Spot;
        var symbols = request.Symbols?.Distinct(StringComparer.Ordinal)
            ?? InstrumentCatalog.Read(Path.Combine(_location.DataRoot, "instruments.json")).All.Where(i => i.Venue == product.Venue).Select(i => i.Symbol).Order(StringComparer.Ordinal);
        var last = ArchivePlan.LastCompleteDay(Instant.From(_location.Clock.GetUtcNow()), product.Venue);
        var plan = ArchivePlan.Of(request.From ?? last.AddDays(1 - UsualDays), last, last, BinanceKind.Klines);
        using var fetcher = new BinanceFetcher(product, _landing, _location.Binance, new VenueLimits(), _location.Clock);
        _fetched = await Task.WhenAll(symbols.Select(symbol => new BinanceSeries(product, BinanceKind.Klines, symbol, request.Interval)).Select(series =>
            BinanceSeries.IsSymbol(series.Symbol) ? fetcher.Fetch(series, plan, new Counted(progress), stop) : Task.FromResult(new SeriesFetch(series, [], [NoSymbol(series)], [], []))));
    }

    /// <summary>Reads what <see cref="Fetch"/> brought. Where a file could not be had, the bars of the others come all the same, and a second delivery says what is missing.</summary>
    public IEnumerable<SourceDelivery> Load(SourceRequest request) => _fetched.SelectMany(Deliver);

    private static IEnumerable<SourceDelivery> Deliver(SeriesFetch fetch)
    {
        var deliveries = LandedKlines.Read(fetch, int.MaxValue).ToArray();
        foreach (var good in deliveries.Where(d => d.Bars is not null)) yield return good;
        var refused = deliveries.Where(d => d.Bars is null).ToArray();
        var failures = fetch.Failures.Concat(refused.Select(d => d.Error!)).ToArray();
        if (deliveries.Length == 0 && failures.Length == 0) failures = [new InputError("the venue has no klines of these days", fetch.Series.ToString(), "check the symbol's spelling and the days")];
        if (failures.Length == 0) yield break;
        yield return LandedKlines.Of(fetch.Series, refused) with
        {
            Error = failures[0] with { What = failures.Length == 1 ? failures[0].What : $"{failures[0].What} (and {failures.Length - 1} more files)" },
        };
    }

    private static InputError NoSymbol(BinanceSeries series) => new($"'{series.Symbol}' is not a symbol of the venue", "--symbols", "write it as the venue does, as in BTCUSDT");

    private sealed class Counted(IProgress<(int Done, int All)>? progress) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => progress?.Report((value.Done, value.All));
    }
}
