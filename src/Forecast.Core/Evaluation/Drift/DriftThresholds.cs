namespace Forecast.Core.Evaluation;

/// <summary>From where on a move is called a drift; stored settings.</summary>
/// <param name="ReferenceDays">Days of back-test, or of features, that say what is usual.</param>
/// <param name="RecentDays">Days of features that are held against them.</param>
/// <param name="StabilityIndex">Population stability index of a feature that is an alarm.</param>
/// <param name="Allowance">k of <see cref="Cusum"/>.</param>
/// <param name="Decision">Cumulative sum that is an alarm.</param>
/// <param name="Clip">c of <see cref="Cusum"/>.</param>
public sealed record DriftThresholds(int ReferenceDays, int RecentDays, double StabilityIndex, double Allowance, double Decision, double Clip)
{
    /// <summary>What is wrong with them, one sentence each; empty where they can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (ReferenceDays is < 60 or > 3650) faults.Add($"referenceDays is {ReferenceDays}; allowed are 60 to 3650");
        if (RecentDays < 1 || RecentDays > ReferenceDays) faults.Add($"recentDays is {RecentDays}; allowed are 1 to referenceDays");
        if (!(StabilityIndex > 0)) faults.Add(FormattableString.Invariant($"stabilityIndex is {StabilityIndex}; it is above 0"));
        if (!(Allowance >= 0)) faults.Add(FormattableString.Invariant($"allowance is {Allowance}; it is not below 0"));
        if (!(Decision > 0)) faults.Add(FormattableString.Invariant($"decision is {Decision}; it is above 0"));
        if (!(Clip > Allowance)) faults.Add(FormattableString.Invariant($"clip is {Clip}; it is above allowance"));
        return faults;
    }
}
