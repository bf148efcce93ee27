namespace Forecast.Core.Measures;

/// <summary>The verdict on a row that is not simply good; a row without a verdict is.</summary>
/// <param name="Row">Index of the bar or trade.</param>
/// <param name="Quality">Suspect, or a bad print.</param>
/// <param name="Rule">Id of the rule: <see cref="PriceSpike"/>, <see cref="DecimalShift"/> or <see cref="StuckPrice"/>.</param>
/// <param name="Reason">One sentence with the numbers.</param>
/// <param name="Ratio">The price over the level before it; 1 where the price is stuck.</param>
public readonly record struct PrintVerdict(int Row, PrintQuality Quality, string Rule, string Reason, double Ratio)
{
    public const string PriceSpike = "price-spike", DecimalShift = "decimal-shift", StuckPrice = "stuck-price";
}
