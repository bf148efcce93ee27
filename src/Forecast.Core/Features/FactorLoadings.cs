namespace Forecast.Core.Features;

/// <summary>How instruments make a factor, from the bars of a window that is over: see <see cref="MarketFactor"/>.</summary>
/// <param name="From">Unix microseconds; the loadings hold for bars that end after it, and know bars that end at it or before.</param>
/// <param name="Symbols">Instruments that take part, as venue/symbol in ordinal order.</param>
/// <param name="Weights">w, one each.</param>
/// <param name="Means">Of each instrument in the window.</param>
/// <param name="Deviations">Standard deviation of each instrument in the window.</param>
/// <param name="Variance">λ₁: the factor explains λ₁ / n of n instruments' variance.</param>
public sealed record FactorLoadings(long From, IReadOnlyList<string> Symbols, IReadOnlyList<double> Weights, IReadOnlyList<double> Means, IReadOnlyList<double> Deviations, double Variance);
