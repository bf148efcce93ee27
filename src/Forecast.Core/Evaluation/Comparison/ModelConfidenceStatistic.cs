namespace Forecast.Core.Evaluation;

/// <summary>The statistic by which a model confidence set tests that its models are equally good.</summary>
public enum ModelConfidenceStatistic
{
    /// <summary>The largest t-statistic of a model's mean loss against the set's.</summary>
    Max,

    /// <summary>The largest t-statistic, in absolute value, of the difference of two models' mean losses.</summary>
    Range,
}
