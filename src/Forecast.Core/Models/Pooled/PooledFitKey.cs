namespace Forecast.Core.Models;

/// <summary>What determines a fit of a pooled model, besides the code.</summary>
/// <param name="Model">Id of the model.</param>
/// <param name="Horizon">Its horizon.</param>
/// <param name="Origin">Unix microseconds: the instant of the fit.</param>
/// <param name="Panel">Identity of all that the panel's members knew then.</param>
public sealed record PooledFitKey(string Model, TimeSpan Horizon, long Origin, string Panel);
