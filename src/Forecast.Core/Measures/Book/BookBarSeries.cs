using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>Bars of one order book, strictly increasing in time; a stretch in which nothing was recorded has none.</summary>
/// <param name="Venue">As in the lake's layout.</param>
/// <param name="Symbol">At the venue.</param>
/// <param name="Interval">Length of a bar; times lie on its grid.</param>
/// <param name="Bars">Oldest first.</param>
public sealed record BookBarSeries(string Venue, string Symbol, TimeSpan Interval, IReadOnlyList<BookBar> Bars)
{
    /// <summary>The instant at which bar <paramref name="i"/> is complete and known.</summary>
    public long End(int i) => Bars[i].OpenTime + Duration.Microseconds(Interval);

    /// <summary>The bars that are complete at <paramref name="asOf"/> (end ≤ as-of).</summary>
    public BookBarSeries Until(long asOf) => this with { Bars = [.. Bars.Where((_, i) => End(i) <= asOf)] };
}
