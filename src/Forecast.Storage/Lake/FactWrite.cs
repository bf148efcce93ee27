namespace Forecast.Storage.Lake;

/// <summary>What a write of facts did: Rows = New + Known + Corrected + conflicting rows.</summary>
/// <param name="Rows">Rows given.</param>
/// <param name="New">Rows that the lake did not have.</param>
/// <param name="Known">Rows that the lake has, or that repeat an earlier row of the same file.</param>
/// <param name="Corrected">Rows that differ from what the lake has, kept as new versions.</param>
/// <param name="Conflicting">Places of the rows that contradict an earlier row of the same file; they are not kept.</param>
/// <param name="Parts">Files written.</param>
public sealed record FactWrite(int Rows, int New, int Known, int Corrected, IReadOnlyList<int> Conflicting, int Parts)
{
    public static readonly FactWrite None = new(0, 0, 0, 0, [], 0);

    /// <summary>Both together; the places of the second's conflicting rows follow the rows of the first.</summary>
    public static FactWrite operator +(FactWrite a, FactWrite b) =>
        new(a.Rows + b.Rows, a.New + b.New, a.Known + b.Known, a.Corrected + b.Corrected, [.. a.Conflicting, .. b.Conflicting.Select(i => a.Rows + i)], a.Parts + b.Parts);
}
