namespace Forecast.Sources;

/// <summary>How the times of a file's records are written: numbers of one unit, told by their size, or ISO 8601.</summary>
internal static class FactTimes
{
    private const int Sampled = 1000;

    private static readonly TimeForm[] Forms = Enum.GetValues<TimeForm>();

    /// <summary>Reads the times of a column, in the form that most of the first records have.</summary>
    /// <param name="records">The records.</param>
    /// <param name="column">The column's place.</param>
    /// <param name="zone">The zone of times in words that state none.</param>
    /// <param name="areLocal">Whether there are such times: the file stands and falls with the zone.</param>
    public static TimeReader Of(RecordReader records, int column, LocalZone zone, out bool areLocal)
    {
        areLocal = false;
        var votes = new int[Forms.Length];
        for (var n = 0; n < Sampled && records.MoveNext();)
        {
            if (records.Broken is not null || TimeForms.Of(records[column], Forms) is not { } form) continue;
            n++;
            votes[(int)form]++;
            areLocal |= form == TimeForm.Iso && IsoTime.TryRead(records[column], out _, out var offset) && offset is null;
        }
        var most = Forms[Array.IndexOf(votes, votes.Max())];
        return new TimeReader(most, Forms, most == TimeForm.Iso ? zone : null);
    }
}
