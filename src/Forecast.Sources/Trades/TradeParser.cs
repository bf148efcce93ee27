using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Forecast.Sources;

/// <summary>
/// Turns blocks of text into trades. Rows that look as rows mostly do are read at once from the places of their separators; every other row, good or bad,
/// goes the slow and exact way of <see cref="TradeRow"/>. Both give the same.
/// </summary>
internal sealed class TradeParser(TradeLayout layout, TradeTable table, QuarantineLog quarantine, TextBlocks blocks, string path)
{
    private const long ExactInDouble = 1L << 53;

    private readonly int[] _index = GC.AllocateUninitializedArray<int>(TextBlocks.Longest + 16);
    private readonly Range[] _fields = new Range[TradeRow.MaximumFields];
    private readonly long _leastTime = layout.Times.IsPlainNumber ? 1_000_000_000 * TimeForms.PerSecond(layout.Times.Form) : 0;
    private readonly ulong _timesInUnit = layout.Times.IsPlainNumber ? 9_000_000_000 * (ulong)TimeForms.PerSecond(layout.Times.Form) : 0;
    private readonly long _timeFactor = layout.Times.Form == TimeForm.Nanoseconds || !layout.Times.IsPlainNumber ? 0 : 1_000_000 / TimeForms.PerSecond(layout.Times.Form);
    private byte[] _cutLine = [];
    private int _next, _count;
    private long _cutLength;

    /// <summary>Lines passed, with header and blank ones.</summary>
    public int Lines { get; set; }

    /// <summary>Rows met, good or bad.</summary>
    public int Read { get; private set; }

    public int Good { get; private set; }

    /// <summary>Begins with the current block, from <paramref name="start"/>.</summary>
    public void Begin(int start)
    {
        if (_cutLength > 0)
        {
            var length = blocks.Bytes.AsSpan(start..blocks.End).IndexOf((byte)'\n');
            _cutLength += length < 0 ? blocks.End - start : length;
            start = length < 0 ? blocks.End : start + length + 1;
            if (length >= 0) EndCutLine();
        }
        _count = SeparatorIndex.Build(blocks.Bytes, start, blocks.End, layout.Delimiter, _index);
        _next = 1;
    }

    /// <summary>Reads on in the block; true where the table is full, false at the end of the block's last whole line.</summary>
    public bool Run()
    {
        var (next, fields) = (_next, layout.Fields);
        ref var text = ref MemoryMarshal.GetArrayDataReference(blocks.Bytes);
        ref var index = ref MemoryMarshal.GetArrayDataReference(_index);
        var (room, fast) = (table.Room, 0);
        while (fast < room)
        {
            ref var before = ref Unsafe.Add(ref index, next - 1);
            if (next + fields - 1 <= _count && IsRow(ref text, ref before, fields, layout.Delimiter) && TryFast(ref text, ref before))
            {
                next += fields;
                fast++;
                continue;
            }
            CountFast(ref fast);
            var end = next;
            while (end <= _count && Unsafe.Add(ref text, Unsafe.Add(ref index, end)) != '\n') end++;
            if (end > _count) break;
            Slow(blocks.Bytes.AsSpan((before + 1)..Unsafe.Add(ref index, end)));
            next = end + 1;
            room = table.Room;
        }
        CountFast(ref fast);
        _next = next;
        return table.Room == 0;
    }

    /// <summary>Length of the unfinished line at the end of the block, to be carried to the next; of one that is far too long nothing is.</summary>
    public int Carry()
    {
        if (_cutLength > 0) return 0;
        var start = _index[_next - 1] + 1;
        var length = blocks.End - start;
        if (length <= TextBlocks.LongestLine) return length;
        _cutLine = blocks.Bytes.AsSpan(start, QuarantineLog.MaximumRawBytes).ToArray();
        _cutLength = length;
        return 0;
    }

    /// <summary>Reads the last line, if no line end follows it; true where the table is full before it.</summary>
    public bool Finish()
    {
        if (_cutLength > 0) EndCutLine();
        else if (Carry() is > 0 and var length)
        {
            blocks.EndLine();
            Begin(blocks.End - 1 - length);
            return Run();
        }
        return false;
    }

    /// <summary>Whether the next separators are those of a row: delimiters, then a line end, and no quote.</summary>
    private static bool IsRow(ref byte text, ref int before, int fields, byte delimiter)
    {
        var others = Unsafe.Add(ref text, Unsafe.Add(ref before, fields)) ^ '\n';
        for (var k = 1; k < fields; k++) others |= Unsafe.Add(ref text, Unsafe.Add(ref before, k)) ^ delimiter;
        return others == 0;
    }

    private bool TryFast(ref byte text, ref int before)
    {
        ref var last = ref Unsafe.Add(ref before, layout.Fields);
        if (Unsafe.Add(ref text, last - 1) != '\r') return TryFields(ref text, ref before);
        // The last field ends before the CR; the next row starts behind the LF.
        last--;
        var good = TryFields(ref text, ref before);
        last++;
        return good;
    }

    /// <param name="before">The place of the separator before the first field; behind it those behind the fields.</param>
    private bool TryFields(ref byte text, ref int before)
    {
        var l = layout;
        Unsafe.SkipInit(out TradeValues trade);
        if (l.Kind >= 0 && !l.Kinds.TryReadPacked(ref text, Unsafe.Add(ref before, l.Kind) + 1, Unsafe.Add(ref before, l.Kind + 1), out _)) return false;
        if (l.Symbol >= 0 && !table.TrySelect(l.Venue >= 0 ? Field(ref text, ref before, l.Venue) : default, Field(ref text, ref before, l.Symbol))) return false;
        if (l.Instrument >= 0 && !table.IsInstrument(Field(ref text, ref before, l.Instrument))) return false;
        if (!TryTime(ref text, ref before, out trade.Time)) return false;
        if (l.ReceiveTimes is { } receive && receive.Read(Field(ref text, ref before, l.ReceivedAt), out trade.ReceivedAt) is not null) return false;
        if (l.FixedPoint)
        {
            if (!TryWhole(ref text, ref before, l.Price, out var whole) || whole > ExactInDouble) return false;
            trade.Price = whole / 1e9;
        }
        else if (!TryDecimal(ref text, ref before, l.Price, out trade.Price)) return false;
        if (!TryDecimal(ref text, ref before, l.Quantity, out trade.Quantity)) return false;
        if (!(trade.Price > 0 & trade.Price <= TradeRow.Largest & trade.Quantity > 0 & trade.Quantity <= TradeRow.Largest)) return false;
        trade.Side = 0;
        if (l.Side >= 0 && !l.Sides.TryReadPacked(ref text, Unsafe.Add(ref before, l.Side) + 1, Unsafe.Add(ref before, l.Side + 1), out trade.Side)) return false;
        if (l.FirstId >= 0 && !(TryWhole(ref text, ref before, l.FirstId, out trade.FirstId) && TryWhole(ref text, ref before, l.LastId, out trade.LastId))) return false;
        // The number last: where it is made up, one is used.
        var buffer = table.Current;
        if (buffer.HasIds != true)
        {
            if (buffer.Orders is null || buffer.Orders.Next(trade.Time, out trade.Id) is not null) return false;
        }
        else if (!TryWhole(ref text, ref before, l.Id, out trade.Id) || trade.Id == buffer.LastId) return false;
        table.Append(trade);
        return true;
    }

    private bool TryTime(ref byte text, ref int before, out long time)
    {
        if (_leastTime == 0) return layout.Times.Read(Field(ref text, ref before, layout.Time), out time) is null;
        if (!TryWhole(ref text, ref before, layout.Time, out time)) return false;
        if ((ulong)(time - _leastTime) >= _timesInUnit) return false;
        time = _timeFactor == 0 ? time / 1000 : time * _timeFactor;
        return true;
    }

    private void CountFast(ref int rows)
    {
        CountLines(rows);
        (Read, Good) = (Read + rows, Good + rows);
        rows = 0;
    }

    private void CountLines(int lines)
    {
        if (Lines >= int.MaxValue - lines) throw new InputException($"the file has more than {int.MaxValue} lines", path, "split it by time into several files");
        Lines += lines;
    }

    private void Slow(ReadOnlySpan<byte> line)
    {
        CountLines(1);
        var row = line is [.., (byte)'\r'] ? line[..^1] : line;
        if (row.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0) return;
        Read++;
        if (row.Length > TextBlocks.LongestLine) Quarantine(CleaningRuleCatalog.LineTooLong, row, $"{row.Length} bytes");
        else if ((TradeRow.Parse(row, layout, _fields, out var trade, out var detail) ?? Place(row, ref trade, ref detail)) is { } rule) Quarantine(rule, row, detail);
        else
        {
            table.Append(trade);
            Good++;
        }
    }

    /// <summary>Finds the buffer of a row and its number there; the rule by which it has none.</summary>
    private CleaningRule? Place(ReadOnlySpan<byte> row, ref TradeValues trade, ref string detail)
    {
        if (layout.Instrument >= 0 && !table.IsInstrument(row[_fields[layout.Instrument]]))
            return TradeRow.Broken(TradeRuleCatalog.OtherInstrument, "instrument", row[_fields[layout.Instrument]], out detail);
        if (layout.Symbol >= 0 && table.Select(layout.Venue >= 0 ? row[_fields[layout.Venue]] : default, row[_fields[layout.Symbol]], Lines) is { } rule)
            return TradeRow.Broken(rule, "symbol", row[_fields[layout.Symbol]], out detail);
        var buffer = table.Current;
        if (buffer.HasIds is null) buffer.Decide(trade.Id >= 0);
        if (buffer.HasIds == false)
        {
            detail = $"traded at {Forecast.Core.Market.Instant.Format(trade.Time)}";
            return buffer.Orders!.Next(trade.Time, out trade.Id);
        }
        if (trade.Id < 0) return TradeRow.Broken(CleaningRuleCatalog.NotANumber, "id", row[_fields[layout.Id]], out detail);
        if (trade.Id != buffer.LastId) return null;
        detail = $"the number {trade.Id} is that of the row before";
        return buffer.RepeatsLast(trade) ? CleaningRuleCatalog.Duplicate : CleaningRuleCatalog.ConflictingDuplicate;
    }

    private void EndCutLine()
    {
        Lines++;
        Read++;
        Quarantine(CleaningRuleCatalog.LineTooLong, _cutLine, $"{_cutLength} bytes");
        _cutLength = 0;
    }

    private void Quarantine(CleaningRule rule, ReadOnlySpan<byte> row, string detail)
    {
        quarantine.Add(rule, Lines, row, detail);
        if (quarantine.Count > QuarantineLog.MaximumRows)
            throw new InputException($"more than {QuarantineLog.MaximumRows} rows are bad", $"{path}:{Lines}", "check the format and the columns; see the quarantined rows");
    }

    private static bool TryWhole(ref byte text, ref int before, int column, out long value) =>
        PackedDigits.TryWhole(ref text, Unsafe.Add(ref before, column) + 1, Unsafe.Add(ref before, column + 1), out value);

    private static bool TryDecimal(ref byte text, ref int before, int column, out double value)
    {
        var (start, end) = (Unsafe.Add(ref before, column) + 1, Unsafe.Add(ref before, column + 1));
        return PackedDigits.TryDecimal(ref text, start, end, out value) || (end - start > 16 && KlineRow.TryNumber(Field(ref text, ref before, column), out value));
    }

    private static ReadOnlySpan<byte> Field(ref byte text, ref int before, int column)
    {
        var start = Unsafe.Add(ref before, column) + 1;
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref text, start), Unsafe.Add(ref before, column + 1) - start);
    }
}
