namespace Forecast.Core.Margin;

/// <summary>A row of <c>margin.csv</c>: what a method would have charged at an origin, and what was then lost.</summary>
/// <param name="Symbol">Instrument.</param>
/// <param name="Period">Margin period of risk.</param>
/// <param name="Confidence">One-sided confidence.</param>
/// <param name="Target">The loss that the margin is calibrated to.</param>
/// <param name="Side">Side of the position.</param>
/// <param name="Origin">Unix microseconds.</param>
/// <param name="Method">How the rate came about.</param>
/// <param name="Rate">Margin rate, a share of notional.</param>
/// <param name="Loss">Signed simple loss at the end of the period, gains negative.</param>
/// <param name="Excursion">Signed simple loss at the worst price within it.</param>
public sealed record MarginBacktestRow(
    string Symbol, TimeSpan Period, double Confidence, MarginTarget Target, PositionSide Side, long Origin, MarginMethod Method, double Rate, double Loss, double Excursion)
{
    /// <summary>The loss that the margin had to cover.</summary>
    public double TargetLoss => Target == MarginTarget.Close ? Loss : Excursion;
}
