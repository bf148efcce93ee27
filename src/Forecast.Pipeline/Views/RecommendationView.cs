using System.Text.Json;

namespace Forecast.Pipeline.Views;

/// <summary>A recommendation as the API, the desk and the command line show it. Margins in ppm of notional.</summary>
/// <param name="Id">Derived from the content.</param>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Instrument.</param>
/// <param name="AsOf">What it is about, ISO 8601 UTC.</param>
/// <param name="State">State of its life: <c>proposed</c>.</param>
/// <param name="Version">Grows with each change of state.</param>
/// <param name="Simulated">Whether the prices are simulated.</param>
/// <param name="Current">Parameters in force; null where none was imported.</param>
/// <param name="Proposed">Parameters recommended.</param>
/// <param name="ContentSha256">Hash of <paramref name="Content"/>.</param>
/// <param name="Content">Everything that the committee is shown: headline, contributions, rates, coverage.</param>
public sealed record RecommendationView(
    string Id, string Venue, string Symbol, string AsOf, string State, int Version, bool Simulated, ParameterView? Current, ParameterView Proposed,
    string ContentSha256, JsonElement Content);
