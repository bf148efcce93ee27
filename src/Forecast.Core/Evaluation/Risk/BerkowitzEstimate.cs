namespace Forecast.Core.Evaluation;

/// <summary>How the first-order autoregression of Berkowitz's test is estimated; both are consistent, and their likelihood ratios differ by O(1/n).</summary>
public enum BerkowitzEstimate
{
    /// <summary>The maximum of the likelihood of all values but the first, given the first: a regression on a constant and the value before.</summary>
    ConditionalLikelihood,

    /// <summary>The sample mean, the regression of centred values on those before, and the deviation of n residuals over n − 1, the first being the centred first value; as R's rugarch does.</summary>
    SampleMoments,
}
