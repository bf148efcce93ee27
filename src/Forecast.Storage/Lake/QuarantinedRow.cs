namespace Forecast.Storage.Lake;

/// <summary>A row that was refused at the door, or kept and flagged, with the reason.</summary>
/// <param name="File">Name of the file that it came in.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Rule">Id of the rule that it broke.</param>
/// <param name="Detail">What about it broke the rule.</param>
/// <param name="Text">The row as it came.</param>
/// <param name="Time">The instant that it is about, Unix microseconds; null where it has none that could be read.</param>
public sealed record QuarantinedRow(string File, long Line, string Rule, string Detail, string Text, long? Time = null);
