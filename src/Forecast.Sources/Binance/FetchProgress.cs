namespace Forecast.Sources;

/// <summary>How far a download is.</summary>
/// <param name="Done">Files that are there, or will never be.</param>
/// <param name="All">Files known of so far: what the archive lacks is asked for in smaller pieces.</param>
/// <param name="Bytes">Bytes that came over the network.</param>
public readonly record struct FetchProgress(int Done, int All, long Bytes);
