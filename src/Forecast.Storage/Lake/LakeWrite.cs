namespace Forecast.Storage.Lake;

/// <summary>What a write of bars did.</summary>
/// <param name="Rows">Rows given.</param>
/// <param name="New">Rows that the lake did not have.</param>
/// <param name="Corrected">Rows that differ from what the lake has, written as new versions.</param>
/// <param name="Parts">Files written.</param>
public sealed record LakeWrite(int Rows, int New, int Corrected, int Parts);
