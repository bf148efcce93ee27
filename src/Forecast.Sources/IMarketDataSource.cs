namespace Forecast.Sources;

/// <summary>
/// Where bars come from. A source delivers instrument by instrument, as it is enumerated: one bad instrument is a delivery with an error and never
/// keeps the others away.
/// </summary>
public interface IMarketDataSource
{
    /// <summary>The id in <see cref="SourceCatalog"/>.</summary>
    string Id { get; }

    /// <summary>Brings what is asked for to this machine; call it before <see cref="Load"/>. Sources that are here already have nothing to do.</summary>
    /// <exception cref="InputException">Nothing can be fetched at all; what one symbol lacks shows in its delivery.</exception>
    Task Fetch(SourceRequest request, IProgress<(int Done, int All)>? progress, CancellationToken stop) => Task.CompletedTask;

    /// <summary>The deliveries, one for each symbol asked for.</summary>
    /// <exception cref="InputException">Nothing can be delivered at all: no such folder, no file in it, a specification that cannot be read.</exception>
    IEnumerable<SourceDelivery> Load(SourceRequest request);
}
