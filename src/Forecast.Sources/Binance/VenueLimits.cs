namespace Forecast.Sources;

/// <summary>How long and how often a venue's server is asked.</summary>
public sealed record VenueLimits
{
    /// <summary>Until the head of an answer is there.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a request with all its repetitions and waits.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Repetitions of a request whose answer is no answer: 5xx, 408, 418, 429, none.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Wait before the first repetition; it doubles, with jitter.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A body must bring <see cref="ProgressBytes"/>, or end, within each stretch of this length.</summary>
    public TimeSpan Progress { get; init; } = TimeSpan.FromSeconds(20);

    public int ProgressBytes { get; init; } = 16 * 1024;

    /// <summary>Repetitions of a body that stopped or broke off.</summary>
    public int BodyRetries { get; init; } = 2;

    /// <summary>The longest wait that the venue may impose; beyond it the run ends and says until when.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>So many requests of which four in five fail, within half a minute, and the server counts as down.</summary>
    public int BreakAfter { get; init; } = 10;

    /// <summary>How long a server that is down is left alone.</summary>
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Files that are fetched at a time.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Share of the venue's weight limit that is used: other programs on this address need some too.</summary>
    public double WeightShare { get; init; } = 0.5;
}
