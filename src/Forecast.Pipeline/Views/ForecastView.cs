namespace Forecast.Pipeline.Views;

/// <summary>A current forecast as the API, the desk and the command line show it.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Instrument.</param>
/// <param name="Simulated">Whether the prices are simulated.</param>
/// <param name="Origin">When the forecast starts, ISO 8601 UTC.</param>
/// <param name="KnownAt">When it could be known.</param>
/// <param name="Horizon">How far it reaches: 1h, 4h, 1d, 2d, 7d.</param>
/// <param name="Model">Model id.</param>
/// <param name="Variance">Forecast realised variance of log returns over the horizon.</param>
/// <param name="Lower80">Lower bound of the 80 % interval for the realised variance; null where there is none.</param>
/// <param name="Upper80">Upper bound.</param>
/// <param name="Lower90">Lower bound of the 90 % interval.</param>
/// <param name="Upper90">Upper bound.</param>
/// <param name="Lower95">Lower bound of the 95 % interval.</param>
/// <param name="Upper95">Upper bound.</param>
/// <param name="ShockThreshold">Realised variance above which the horizon would be extraordinary: the 99th percentile of the past 90 days; null where too little is known.</param>
/// <param name="ShockProbability">Probability that it is exceeded: the early warning.</param>
/// <param name="Tails">Losses of a position over the horizon, by side and confidence; empty where too little is known.</param>
/// <param name="Volatility">√variance: volatility over the horizon, not annualised.</param>
/// <param name="AnnualizedVolatility365">Volatility annualised with 365 days.</param>
/// <param name="WorkItem">The ledger's work item that made it.</param>
public sealed record ForecastView(
    string Venue, string Symbol, bool Simulated, string Origin, string KnownAt, string Horizon, string Model, double Variance, double? Lower80, double? Upper80, double? Lower90, double? Upper90,
    double? Lower95, double? Upper95, double? ShockThreshold, double? ShockProbability, IReadOnlyList<TailView> Tails, double Volatility, double AnnualizedVolatility365, long WorkItem)
{
    /// <summary>The tail of a side, <c>long</c> or <c>short</c>, at one of the standard confidences; null where there is none.</summary>
    public TailView? Tail(string side, double confidence) => Tails.FirstOrDefault(t => t.Side == side && t.Confidence == confidence);
}
