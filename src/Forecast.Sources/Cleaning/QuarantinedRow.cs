namespace Forecast.Sources;

/// <summary>A row that was set aside.</summary>
/// <param name="File">The file's path as given.</param>
/// <param name="Line">Line in it, from 1; in the decompressed text where it is compressed.</param>
/// <param name="Rule">Id of the rule in <see cref="CleaningRuleCatalog"/>.</param>
/// <param name="Detail">The column and value that break it.</param>
/// <param name="Raw">The row as it stands, at most 4 KB of it.</param>
/// <param name="Time">The instant that it is about, Unix microseconds; null where it has none that can be read.</param>
public sealed record QuarantinedRow(string File, int Line, string Rule, string Detail, string Raw, long? Time = null);
