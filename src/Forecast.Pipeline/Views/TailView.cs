namespace Forecast.Pipeline.Views;

/// <summary>How much a position loses over a horizon, as shares of notional.</summary>
/// <param name="Side"><c>long</c> or <c>short</c>.</param>
/// <param name="Confidence">0.95, 0.99, 0.995 or 0.999.</param>
/// <param name="Quantile">The loss that is exceeded with probability 1 − confidence.</param>
/// <param name="Shortfall">Expected shortfall: the mean of the losses beyond it.</param>
public sealed record TailView(string Side, double Confidence, double Quantile, double Shortfall);
