using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>What became of the rows of one dataset of one instrument. Rows = New + Known + Corrected + Conflicting.</summary>
public sealed record CollectedRows(long Rows, long New, long Known, long Corrected, long Conflicting)
{
    public static CollectedRows None { get; } = new(0, 0, 0, 0, 0);

    public CollectedRows With(FactWrite write) =>
        new(Rows + write.Rows, New + write.New, Known + write.Known, Corrected + write.Corrected, Conflicting + write.Conflicting.Count);
}
