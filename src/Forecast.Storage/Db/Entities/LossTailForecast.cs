namespace Forecast.Storage.Db.Entities;

/// <summary>
/// The tail of losses beside a <see cref="VolatilityForecast"/>: what a position loses over the horizon with probability 1 − c at least, and on average beyond that, as shares of notional.
/// Key: work item, horizon, model, side.
/// </summary>
public sealed class LossTailForecast
{
    public required long WorkItemId { get; init; }

    public required int HorizonMinutes { get; init; }

    public required string Model { get; init; }

    /// <summary><c>long</c> or <c>short</c>.</summary>
    public required string Side { get; init; }

    public required double Quantile95 { get; init; }

    public required double Shortfall95 { get; init; }

    public required double Quantile99 { get; init; }

    public required double Shortfall99 { get; init; }

    /// <summary>At 99.5 %.</summary>
    public required double Quantile995 { get; init; }

    public required double Shortfall995 { get; init; }

    /// <summary>At 99.9 %.</summary>
    public required double Quantile999 { get; init; }

    public required double Shortfall999 { get; init; }
}
