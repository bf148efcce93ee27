using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>The venue has asked for silence that is too long to wait out.</summary>
public sealed class VenueClosedException(DateTimeOffset until) : Exception($"the venue asks for no requests until {Instant.Format(Instant.From(until))}")
{
    public DateTimeOffset Until { get; } = until;
}
