namespace Forecast.Core.Models;

/// <summary>Over how many rows a heterogeneous autoregression averages.</summary>
/// <param name="Lags">Lags of the ladder, increasing; half-lives for the exponential ladder.</param>
/// <param name="JumpLags">Lags of the jumps; null is the variant's own default.</param>
/// <param name="Exogenous">Names of the exogenous columns.</param>
public sealed record HarRungs(IReadOnlyList<int> Lags, IReadOnlyList<int>? JumpLags = null, IReadOnlyList<string>? Exogenous = null);
