namespace Forecast.Sources;

/// <summary>What is known of a file of facts besides what it says.</summary>
/// <param name="Venue">Its venue; null where the file says it.</param>
/// <param name="Symbol">Its symbol; null where the file says it.</param>
/// <param name="Symbols">Instruments that are wanted, by symbol or coin; null for all.</param>
/// <param name="Zone">Zone of local times, as in <c>UTC</c>, <c>+03:00</c>, <c>Europe/London</c>; null where the user says nothing: then UTC.</param>
/// <param name="Mapping">Path of a file that says which column is which; null for the columns that are known.</param>
public sealed record FactRequest(string? Venue = null, string? Symbol = null, IReadOnlyList<string>? Symbols = null, string? Zone = null, string? Mapping = null)
{
    /// <summary>What is asked of the file besides that it is whole.</summary>
    public InputPolicy Policy { get; init; } = InputPolicy.Usual;
}
