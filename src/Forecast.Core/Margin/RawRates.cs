namespace Forecast.Core.Margin;

/// <summary>Margin rates at one origin, shares of notional.</summary>
/// <param name="Static">Static rate.</param>
/// <param name="Dynamic">Dynamic rate.</param>
/// <param name="EwmaT">EWMA volatility × Student's t.</param>
/// <param name="HistoricalYear">Quantile of the last 250 losses.</param>
/// <param name="Predictive">Predictive rate.</param>
/// <param name="Shortfall">The predictive rate by expected shortfall instead of the quantile.</param>
/// <param name="Stress">The rate of the most volatile year so far; null while there was no whole year.</param>
/// <param name="Tail">Quantile of the standardised moves behind the predictive rate.</param>
/// <param name="Control">Factor of coverage control behind it.</param>
/// <param name="Scenarios">Matured periods that they stand on.</param>
public sealed record RawRates(double Static, double Dynamic, double EwmaT, double HistoricalYear, double Predictive, double Shortfall, double? Stress, double Tail, double Control, int Scenarios)
{
    /// <summary>The rate of a method that needs no policy.</summary>
    public double Of(MarginMethod method) => method switch
    {
        MarginMethod.Static => Static,
        MarginMethod.Dynamic => Dynamic,
        MarginMethod.Predictive => Predictive,
        MarginMethod.EwmaT => EwmaT,
        MarginMethod.HistoricalYear => HistoricalYear,
        _ => throw new ArgumentOutOfRangeException(nameof(method), $"{method} is made from the predictive rate and a policy"),
    };
}
