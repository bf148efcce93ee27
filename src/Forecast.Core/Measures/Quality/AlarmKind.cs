namespace Forecast.Core.Measures;

/// <summary>What a watched series did.</summary>
public enum AlarmKind
{
    /// <summary>One value is unlike those before it.</summary>
    Spike,

    /// <summary>Values have been higher than before for a while.</summary>
    Higher,

    /// <summary>Values have been lower than before for a while.</summary>
    Lower,
}
