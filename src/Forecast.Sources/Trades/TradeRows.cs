using System.Text;

namespace Forecast.Sources;

/// <summary>Finds good rows of a file of trades again by their places, with line and text: slowly, for the few that their neighbours show to be bad.</summary>
public static class TradeRows
{
    /// <param name="path">The file.</param>
    /// <param name="options">As it was read before.</param>
    /// <param name="places">Of each venue and symbol: places among its good rows, from 0, with the rule that the row breaks and how.</param>
    public static Dictionary<(string Venue, string Symbol), IReadOnlyList<QuarantinedRow>> Find(
        string path, TradeFileOptions options, IReadOnlyDictionary<(string Venue, string Symbol), IReadOnlyDictionary<int, (string Rule, string Detail)>> places)
    {
        var found = new List<((string, string) Instrument, int Line, string Rule, string Detail, long Time)>();
        if (places.Values.Any(p => p.Count > 0))
        {
            var next = places.Keys.ToDictionary(k => k, _ => 0);
            using var file = TradeFile.Open(path, options with { RowsPerBatch = 1 });
            foreach (var row in file.Batches())
            {
                var key = (row.Venue, row.Symbol);
                if (places[key].TryGetValue(next[key]++, out var broken)) found.Add((key, file.Line, broken.Rule, broken.Detail, row.Time[0]));
            }
        }
        var texts = Lines(path, options, [.. found.Select(f => f.Line)]);
        return places.Keys.ToDictionary(k => k, k => (IReadOnlyList<QuarantinedRow>)[.. found.Where(f => f.Instrument == k).Select(f => new QuarantinedRow(path, f.Line, f.Rule, f.Detail, texts[f.Line], f.Time))]);
    }

    private static Dictionary<int, string> Lines(string path, TradeFileOptions options, HashSet<int> wanted)
    {
        var texts = new Dictionary<int, string>();
        if (wanted.Count == 0) return texts;
        using var stream = InputStream.Open(path, options.Policy);
        var (line, raw, buffer) = (1, new List<byte>(), new byte[1 << 16]);
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
