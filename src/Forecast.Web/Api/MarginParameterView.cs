using Forecast.Pipeline.Views;

namespace Forecast.Web.Api;

/// <summary>Margin parameters of an instrument.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Instrument.</param>
/// <param name="Simulated">Whether the prices behind the proposal are simulated.</param>
/// <param name="AsOf">What the proposal is about, ISO 8601 UTC.</param>
/// <param name="InForce">In force at the venue; null where none was imported.</param>
/// <param name="Proposed">Recommended; not approved.</param>
/// <param name="State">State of the recommendation.</param>
/// <param name="Recommendation">Its id.</param>
public sealed record MarginParameterView(
    string Venue, string Symbol, bool Simulated, string AsOf, ParameterView? InForce, ParameterView Proposed, string State, string Recommendation);
