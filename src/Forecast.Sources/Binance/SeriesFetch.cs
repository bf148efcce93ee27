namespace Forecast.Sources;

/// <summary>What came of fetching a series.</summary>
/// <param name="Series">Whose data.</param>
/// <param name="Files">Complete and verified files, in time.</param>
/// <param name="Failures">What could not be had, and why.</param>
/// <param name="Absent">Days that the venue does not have, in time.</param>
/// <param name="Warnings">What was accepted and should be known.</param>
public sealed record SeriesFetch(
    BinanceSeries Series, IReadOnlyList<LandedFile> Files, IReadOnlyList<InputError> Failures, IReadOnlyList<DateOnly> Absent, IReadOnlyList<string> Warnings)
{
    /// <summary>Days without data behind the first day with some: before it the symbol was not listed, after it something is missing.</summary>
    public IReadOnlyList<DateOnly> Missing => Files.Count == 0 ? Absent : [.. Absent.Where(d => d > Files[0].Period.First)];
}
