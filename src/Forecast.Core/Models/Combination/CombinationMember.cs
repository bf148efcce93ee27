namespace Forecast.Core.Models;

/// <summary>A model that is combined.</summary>
/// <param name="Model">The model.</param>
/// <param name="Share">What it counts while nothing is known of its losses, relative to the others; positive.</param>
public sealed record CombinationMember(IVolatilityModel Model, double Share);
