namespace Forecast.Core.Models;

/// <summary>A singular spectrum analysis of the log of a realised variance.</summary>
/// <param name="Choice">The window and the rank, and how they were chosen.</param>
/// <param name="Share">The share of the centred logs' lagged vectors that the signal explains, in (0, 1].</param>
/// <param name="Variances">The one-step forecast of each value from the one after the first window on.</param>
/// <param name="State">The state after the last value.</param>
public sealed record SsaEstimate(SsaChoice Choice, double Share, IReadOnlyList<double> Variances, SsaState State)
{
    /// <summary>What was estimated by name: window, rank, share, mean of the logs, and the smearing factor of each step.</summary>
    public IReadOnlyList<Parameter> Values =>
    [
        new("window", Choice.Window), new("rank", Choice.Rank), new("share", Share), new("mean", State.Mean),
        .. State.Smearing.Select((s, j) => new Parameter(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"smearing[{j + 1}]"), s)),
    ];
}
