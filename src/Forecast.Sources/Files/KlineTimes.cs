using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// The rules that need the neighbours of a row: one epoch unit, the grid, one row for each time, increasing times. Entries that break one leave for the
/// quarantine; those that stay make a valid series.
/// </summary>
internal sealed class KlineTimes(KlineTable table, QuarantineLog quarantine, string path, TimeSpan interval)
{
    private const long Milliseconds = 1000, Microseconds = 1;

    private readonly long _step = Duration.Microseconds(interval);
    private long _unit;

    /// <summary>Open time of an entry, Unix microseconds.</summary>
    public long Open(KlineTable.Entry entry) => entry.Row.OpenTime * _unit;

    /// <summary>The open time of a row that broke a rule by itself, where that much of it can be read.</summary>
    public static long? OfLine(ReadOnlySpan<byte> line, KlineColumns columns)
    {
        Span<Range> fields = stackalloc Range[KlineColumns.MaximumFields];
        var place = columns.Place[0];
        return place < CsvFields.Split(line, fields) && long.TryParse(line[fields[place]], NumberStyles.None, CultureInfo.InvariantCulture, out var time) && Unit(time) is { } unit ? time * unit : null;
    }

    /// <exception cref="InputException">The file holds bars of another interval.</exception>
    public void Clean()
    {
        _unit = table.Entries.Sum(e => Unit(e.Row.OpenTime) switch { Milliseconds => 1, Microseconds => -1, _ => 0 }) >= 0 ? Milliseconds : Microseconds;
        Keep(e => Unit(e.Row.OpenTime) is null ? Broken(CleaningRuleCatalog.ImplausibleTime, $"open_time is {e.Row.OpenTime}")
            : Unit(e.Row.OpenTime) != _unit
                ? Broken(CleaningRuleCatalog.MixedEpochUnit, $"open_time {e.Row.OpenTime} is in {Name(Unit(e.Row.OpenTime))}, the file in {Name(_unit)}")
            : null);
        RequireInterval();
        Keep(e => Open(e) % _step != 0
            ? Broken(CleaningRuleCatalog.OffGrid, $"opens at {Instant.Format(Open(e))}, which is not on the {Duration.Format(interval)} grid")
            // Closing early is what venues write for a bar in which they went down.
            : e.Row.CloseTime <= e.Row.OpenTime || e.Row.CloseTime > e.Row.OpenTime + (_step / _unit)
                ? Broken(CleaningRuleCatalog.InconsistentTimes, $"open_time {e.Row.OpenTime}, close_time {e.Row.CloseTime}, interval {Duration.Format(interval)}")
            : null);
        var first = new Dictionary<long, KlineTable.Entry>();
        Keep(e => first.TryAdd(e.Row.OpenTime, e) ? null
            : first[e.Row.OpenTime].Row == e.Row ? Broken(CleaningRuleCatalog.Duplicate, $"repeats line {first[e.Row.OpenTime].Line}")
            : Broken(CleaningRuleCatalog.ConflictingDuplicate, $"same open_time as line {first[e.Row.OpenTime].Line}, other content"));
        var run = LongestIncreasingRun();
        Keep(e => run.Contains(e.Line) ? null : Broken(CleaningRuleCatalog.OutOfOrder, $"opens at {Instant.Format(Open(e))}, out of the order of its neighbours"));
    }

    /// <summary>Two signs that bars are of another length: how long they say they are, and how far apart they are.</summary>
    private void RequireInterval()
    {
        var entries = table.Entries;
        if (entries.Count == 0) return;
        var closes = entries.Where(e => e.Row.CloseTime is not null).Select(e => (e.Row.CloseTime!.Value - e.Row.OpenTime + 1) * _unit / 1_000_000 * 1_000_000);
        var length = Mode(closes, out var same);
        if (length > 0 && length != _step && same > entries.Count / 2) throw OtherInterval(length);
        if (entries.Count < 10) return;
        var spacing = Mode(entries.Zip(entries.Skip(1), (a, b) => Open(b) - Open(a)), out same);
        if (spacing > 0 && spacing != _step && same > entries.Count / 2) throw OtherInterval(spacing);
    }

    private InputException OtherInterval(long found)
    {
        var text = found % 60_000_000 == 0 ? Duration.Format(TimeSpan.FromMicroseconds(found)) : $"{found / 1_000_000} s";
        return new InputException(
            $"the bars are of {text}, not of {Duration.Format(interval)}", $"{path}:{table.Entries[0].Line}",
            $"give a file of {Duration.Format(interval)} bars, or ask for --interval {text}");
    }

    private void Keep(Func<KlineTable.Entry, (CleaningRule Rule, string Detail)?> breaks)
    {
        table.Entries.RemoveAll(e =>
        {
            if (breaks(e) is not { } broken) return false;
            quarantine.Add(broken.Rule, e.Line, e.Place, broken.Detail, Unit(e.Row.OpenTime) is { } unit ? e.Row.OpenTime * unit : null);
            return true;
        });
    }

    /// <summary>
    /// Lines of the longest subsequence with strictly increasing times (patience sorting, n log n): a single time far in the future is then one bad row,
    /// not the end of the file. Reference: Fredman (1975), Discrete Mathematics 11.
    /// </summary>
    private HashSet<int> LongestIncreasingRun()
    {
        var entries = table.Entries;
        var (tail, previous, length) = (new int[entries.Count], new int[entries.Count], 0);
        for (var i = 0; i < entries.Count; i++)
        {
            var (low, high) = (0, length);
            // Times that come in order, as nearly all do, end the search at once.
            if (length > 0 && entries[tail[length - 1]].Row.OpenTime < entries[i].Row.OpenTime) low = length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (entries[tail[middle]].Row.OpenTime < entries[i].Row.OpenTime) low = middle + 1;
                else high = middle;
            }
            previous[i] = low > 0 ? tail[low - 1] : -1;
            tail[low] = i;
            length = Math.Max(length, low + 1);
        }
        var run = new HashSet<int>(length);
        for (var i = length > 0 ? tail[length - 1] : -1; i >= 0; i = previous[i]) run.Add(entries[i].Line);
        return run;
    }

    private static long Mode(IEnumerable<long> values, out int count)
    {
        var mode = values.CountBy(v => v).OrderByDescending(c => c.Value).ThenBy(c => c.Key).FirstOrDefault();
        count = mode.Value;
        return mode.Key;
    }

    private static (CleaningRule Rule, string Detail) Broken(CleaningRule rule, string detail) => (rule, detail);

    /// <summary>Microseconds in the unit that a time is written in, by its size: from 2001-09-09 to 2286-11-20 the two never meet.</summary>
    private static long? Unit(long time) => time switch
    {
        >= 1_000_000_000_000 and < 10_000_000_000_000 => Milliseconds,
        >= 1_000_000_000_000_000 and < 10_000_000_000_000_000 => Microseconds,
        _ => null,
    };

    private static string Name(long? unit) => unit == Milliseconds ? "milliseconds" : "microseconds";
}
