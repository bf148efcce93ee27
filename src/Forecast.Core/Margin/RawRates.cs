namespace Forecast.Core.Margin;

/// <summary>Margin rates of the three methods at one origin, shares of notional.</summary>
/// <param name="Static">Static rate.</param>
/// <param name="Dynamic">Dynamic rate.</param>
/// <param name="Predictive">Predictive rate.</param>
/// <param name="Scenarios">Matured periods that they stand on.</param>
public sealed record RawRates(double Static, double Dynamic, double Predictive, int Scenarios)
{
    /// <summary>The rate of a method that needs no policy.</summary>
    public double Of(MarginMethod method) => method switch
    {
        MarginMethod.Static => Static,
        MarginMethod.Dynamic => Dynamic,
        MarginMethod.Predictive => Predictive,
        _ => throw new ArgumentOutOfRangeException(nameof(method), $"{method} is made from the predictive rate and a policy"),
    };
}
