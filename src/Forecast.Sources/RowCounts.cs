namespace Forecast.Sources;

/// <summary>What became of the rows of a file: Read = Good + Quarantined, always. Each is counted by itself, so that the equation can be tested.</summary>
/// <param name="Read">Rows that are not empty, without the header.</param>
/// <param name="Good">Rows that broke no rule.</param>
/// <param name="Quarantined">Rows set aside, each with the rule that it broke.</param>
/// <param name="Duplicates">Those of the quarantined that only repeat a good row.</param>
public readonly record struct RowCounts(int Read, int Good, int Quarantined, int Duplicates);
