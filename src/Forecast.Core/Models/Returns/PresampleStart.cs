namespace Forecast.Core.Models;

/// <summary>What a variance recursion starts from.</summary>
/// <param name="Level">A mean of |e| to the equation's <see cref="IVarianceEquation.PresamplePower"/>.</param>
/// <param name="IsFirstVariance">
/// False: terms before the first observation take the level, so that it is updated once before the first variance (arch, fcp). True: the first variances, as many as the longest lag, are
/// the level itself (rugarch).
/// </param>
public readonly record struct PresampleStart(double Level, bool IsFirstVariance);
