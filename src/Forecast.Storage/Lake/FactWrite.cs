namespace Forecast.Storage.Lake;

/// <summary>What a write of facts did: Rows = New + Known + Corrected + conflicting rows.</summary>
/// <param name="Rows">Rows given.</param>
/// <param name="New">Rows that the lake did not have.</param>
/// <param name="Known">Rows that the lake has, or that repeat an earlier row of the same file.</param>
/// <param name="Corrected">Rows that differ from what the lake has, kept as new versions.</param>
/// <param name="Conflicting">Places of the rows that contradict an earlier row of the same file; they are not kept.</param>
/// <param name="Parts">Files written.</param>
public sealed record FactWrite(int Rows, int New, int Known, int Corrected, IReadOnlyList<int> Conflicting, int Parts);
