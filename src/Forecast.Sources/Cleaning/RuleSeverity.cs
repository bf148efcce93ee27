namespace Forecast.Sources;

/// <summary>What becomes of what breaks a rule.</summary>
public enum RuleSeverity
{
    /// <summary>The row is set aside, with its raw text.</summary>
    Quarantine,

    /// <summary>The row is kept, and written down with the reason.</summary>
    Flag,

    /// <summary>The whole file is refused.</summary>
    Refuse,
}
