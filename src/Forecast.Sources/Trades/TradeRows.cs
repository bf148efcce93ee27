using System.Text;

namespace Forecast.Sources;

/// <summary>Finds good rows of a file of trades again by their places, with line and text: slowly, for the few that turn out to contradict others.</summary>
public static class TradeRows
{
    /// <param name="path">The file.</param>
    /// <param name="options">As it was read before.</param>
    /// <param name="places">Places among the good rows of each venue and symbol, from 0.</param>
    public static IReadOnlyList<QuarantinedRow> Find(string path, TradeFileOptions options, IReadOnlyDictionary<(string Venue, string Symbol), HashSet<int>> places)
    {
        var found = new Dictionary<int, long>();
        var next = places.Keys.ToDictionary(k => k, _ => 0);
        using (var file = TradeFile.Open(path, options with { RowsPerBatch = 1 }))
        {
            foreach (var row in file.Batches())
            {
                var key = (row.Venue, row.Symbol);
                if (next.TryGetValue(key, out var place) && places[key].Contains(place)) found.Add(file.Line, row.Id[0]);
                if (next.ContainsKey(key)) next[key]++;
            }
        }
        var texts = Lines(path, options, [.. found.Keys]);
        return [.. found.OrderBy(f => f.Key).Select(f => new QuarantinedRow(path, f.Key, CleaningRuleCatalog.ConflictingDuplicate.Id, $"the number {f.Value} is that of an earlier row, other content", texts[f.Key]))];
    }

    private static Dictionary<int, string> Lines(string path, TradeFileOptions options, HashSet<int> wanted)
    {
        using var stream = InputStream.Open(path, options.Policy);
        var (texts, line, raw, buffer) = (new Dictionary<int, string>(), 1, new List<byte>(), new byte[1 << 16]);
        for (int n; texts.Count < wanted.Count && (n = stream.Read(buffer)) > 0;)
        {
            foreach (var b in buffer.AsSpan(0, n))
            {
                if (b != '\n')
                {
                    if (wanted.Contains(line) && raw.Count < QuarantineLog.MaximumRawBytes) raw.Add(b);
                    continue;
                }
                End();
                line++;
            }
        }
        End();
        return texts;

        void End()
        {
            if (wanted.Contains(line)) texts.TryAdd(line, Encoding.UTF8.GetString([.. raw]).TrimEnd('\r'));
            raw.Clear();
        }
    }
}
