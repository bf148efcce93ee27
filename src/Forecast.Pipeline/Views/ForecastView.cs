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
/// <param name="Lower90">Lower bound of the 90 % interval for the realised variance; null where there is none.</param>
/// <param name="Upper90">Upper bound.</param>
/// <param name="Volatility">√variance: volatility over the horizon, not annualised.</param>
/// <param name="AnnualizedVolatility365">Volatility annualised with 365 days.</param>
/// <param name="WorkItem">The ledger's work item that made it.</param>
public sealed record ForecastView(
    string Venue, string Symbol, bool Simulated, string Origin, string KnownAt, string Horizon, string Model, double Variance, double? Lower90, double? Upper90,
    double Volatility, double AnnualizedVolatility365, long WorkItem);
