namespace Forecast.Core.Models;

/// <summary>How unlike its past each value of a series is; see <see cref="SsaChangePoints"/>. All arrays have one length.</summary>
/// <param name="First">Index of the first value that has a score.</param>
/// <param name="Scores">S_n, about 1 where nothing has changed.</param>
/// <param name="Sums">W_n, the cumulative sum of the scores' rises.</param>
/// <param name="Threshold">h.</param>
/// <param name="Alarms">Indices of values, increasing, at which the sum is above the threshold.</param>
public sealed record SsaChangeScores(int First, double[] Scores, double[] Sums, double Threshold, IReadOnlyList<int> Alarms);
