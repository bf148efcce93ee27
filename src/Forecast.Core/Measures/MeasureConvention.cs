namespace Forecast.Core.Measures;

/// <summary>
/// How a sum over a finite number of returns is turned into an estimate. All three tend to the same as the number grows; two packages that differ by 1 % in a day of
/// 5-minute returns usually differ in this.
/// </summary>
public enum MeasureConvention
{
    /// <summary>As the papers define the measure: n is the number of returns. Multipower sums are not corrected for the terms that a window of n returns lacks.</summary>
    Textbook,

    /// <summary>Textbook, and a sum of m-fold products is scaled by n / (n − m + 1), the products that n returns would have over those they do have (Huang and Tauchen, 2005).</summary>
    FiniteSample,

    /// <summary>As R's highfrequency counts: a return of zero stands before the first one and takes part, and N = n + 1 is the number of prices.</summary>
    HighFrequency,
}
