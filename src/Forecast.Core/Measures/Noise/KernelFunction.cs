namespace Forecast.Core.Measures;

/// <summary>Weight functions k on [0, 1] of the realised kernel, with k(0) = 1; all but the rectangle end at k(1) = 0. See <see cref="KernelWeight"/>.</summary>
public enum KernelFunction
{
    /// <summary>1 − 6x² + 6x³ to ½, 2(1 − x)³ beyond: smooth at 0, and its sum is never negative.</summary>
    Parzen,

    /// <summary>sin²(½π (1 − x)²): the modified Tukey–Hanning, the best of the flat-top ones in use.</summary>
    TukeyHanning2,

    /// <summary>1 − 3x² + 2x³.</summary>
    Cubic,

    /// <summary>(1 + cos πx) / 2.</summary>
    TukeyHanning,

    /// <summary>1 − x: not smooth at 0, so its rate is n^{1/6} only; flat-top it is the two-scales estimator.</summary>
    Bartlett,

    /// <summary>1: sums all autocovariances alike, and is not consistent.</summary>
    Rectangular,
}
