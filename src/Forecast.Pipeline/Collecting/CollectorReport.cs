using Forecast.Sources;

namespace Forecast.Pipeline;

/// <summary>What a collector's run did.</summary>
/// <param name="Venue">As the lake spells it.</param>
/// <param name="Lasted">From start to end.</param>
/// <param name="Connection">What came over the connection.</param>
/// <param name="Symbols">One for each instrument.</param>
/// <param name="Batches">Batches written.</param>
/// <param name="LongestFlush">The longest that one took to write.</param>
/// <param name="LongestAtRisk">The longest time from when something came to when it was durable.</param>
public sealed record CollectorReport(
    string Venue, TimeSpan Lasted, ConnectionCounts Connection, IReadOnlyList<CollectedSymbol> Symbols, int Batches, TimeSpan LongestFlush, TimeSpan LongestAtRisk);
