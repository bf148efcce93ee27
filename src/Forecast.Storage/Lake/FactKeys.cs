namespace Forecast.Storage.Lake;

/// <summary>Whether the rows of a batch are all of different keys, told quickly where they come by their first key column, as they nearly always do.</summary>
internal static class FactKeys
{
    /// <summary>False also where it cannot be told quickly.</summary>
    public static bool AreDistinct(FactDataset dataset, LakeTable rows)
    {
        var first = rows.Longs(dataset.Key[0]);
        Row[]? others = null;
        for (int start = 0, end; start < first.Length; start = end)
        {
            for (end = start + 1; end < first.Length && first[end] == first[start]; end++) { }
            if (end < first.Length && first[end] < first[start]) return false;
            if (end - start == 1) continue;
            if (dataset.Key.Count == 1) return false;
            others ??= [.. dataset.Key.Skip(1).Select(k => Of(rows.Columns.Single(c => c.Name == k)))];
            var seen = new HashSet<int>(end - start, new SameRow(others));
            for (var i = start; i < end; i++)
                if (!seen.Add(i)) return false;
        }
        return true;
    }

    private static Row Of(LakeColumn column) => column.Values switch
    {
        long[] v => new(i => v[i].GetHashCode(), (i, j) => v[i] == v[j]),
        double[] v => new(i => v[i].GetHashCode(), (i, j) => v[i] == v[j]),
        sbyte[] v => new(i => v[i], (i, j) => v[i] == v[j]),
        long?[] v => new(i => v[i].GetHashCode(), (i, j) => v[i] == v[j]),
        double?[] v => new(i => v[i].GetHashCode(), (i, j) => v[i] == v[j]),
        var v => new(i => ((string[])v)[i].GetHashCode(StringComparison.Ordinal), (i, j) => ((string[])v)[i] == ((string[])v)[j]),
    };

    private sealed record Row(Func<int, int> Hash, Func<int, int, bool> Same);

    private sealed class SameRow(Row[] columns) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => Array.TrueForAll(columns, c => c.Same(x, y));

        public int GetHashCode(int row)
        {
            var hash = new HashCode();
            foreach (var column in columns) hash.Add(column.Hash(row));
            return hash.ToHashCode();
        }
    }
}
