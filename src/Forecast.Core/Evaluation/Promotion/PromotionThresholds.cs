namespace Forecast.Core.Evaluation;

/// <summary>When a challenger is good enough to be proposed as champion; stored settings.</summary>
/// <param name="MinimumDates">Fewest origins that both models have losses at.</param>
/// <param name="MinimumInstruments">Fewest instruments.</param>
/// <param name="LeastGain">Share by which its mean loss must be lower: 0.01 is 1 %.</param>
/// <param name="MaximumP">Largest p-value of the test of equal losses, for all candidates together.</param>
/// <param name="Confidence">Confidence of the bootstrap interval that must not reach 0.</param>
/// <param name="WorstInstrument">Share by which its loss may be higher on any one instrument: 0.02 is 2 %.</param>
public sealed record PromotionThresholds(int MinimumDates, int MinimumInstruments, double LeastGain, double MaximumP, double Confidence, double WorstInstrument)
{
    /// <summary>What is wrong with them, one sentence each; empty where they can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (MinimumDates < DieboldMariano.Least) faults.Add($"minimumDates is {MinimumDates}; a test needs {DieboldMariano.Least}");
        if (MinimumInstruments < 1) faults.Add($"minimumInstruments is {MinimumInstruments}; it is at least 1");
        if (!(LeastGain is >= 0 and < 1)) faults.Add(FormattableString.Invariant($"leastGain is {LeastGain}; allowed is a share from 0 to below 1"));
        if (!(MaximumP is > 0 and < 1)) faults.Add(FormattableString.Invariant($"maximumP is {MaximumP}; it lies between 0 and 1"));
        if (!(Confidence is > 0.5 and < 1)) faults.Add(FormattableString.Invariant($"confidence is {Confidence}; it lies between 0.5 and 1"));
        if (!(WorstInstrument is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"worstInstrument is {WorstInstrument}; allowed is a share from 0 to 1"));
        return faults;
    }
}
