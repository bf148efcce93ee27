using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Facts;

/// <summary>Reads files of facts, and holds that rows add up.</summary>
internal static class FactSamples
{
    /// <summary>The batches of a text.</summary>
    public static IReadOnlyList<FactBatch> Read(FactFormat format, string name, string text, FactRequest? request = null)
    {
        using var folder = new TemporaryFolder();
        return Read(format, folder.Write(name, text), request);
    }

    /// <summary>The batches of a file.</summary>
    public static IReadOnlyList<FactBatch> Read(FactFormat format, string path, FactRequest? request = null)
    {
        FactBatch[] batches = [.. format.Read(path, request ?? new FactRequest()).Batches];
        Assert.All(batches, b =>
        {
            Assert.Equal(b.Rows.Read, b.Rows.Good + b.Rows.Quarantined);
            Assert.Equal(b.Rows.Quarantined, b.Quarantine.Count);
            Assert.All(b.Columns, c => Assert.Equal(b.Columns[0].Values.Length, c.Values.Length));
        });
        return batches;
    }

    public static string Refusal(FactFormat format, string name, string text, FactRequest? request = null) => Assert.Throws<InputException>(() => Read(format, name, text, request)).Message;

    public static T[] Column<T>(FactBatch batch, string name) => Assert.IsType<T[]>(batch.Columns.Single(c => c.Name == name).Values);

    /// <summary>Sets one field of one row of many good ones to something bad; the rule that sets the row aside.</summary>
    public static string RuleOf(FactFormat format, string header, Func<int, string> row, int field, string value)
    {
        var rows = Enumerable.Range(0, 20).Select(row).ToArray();
        var fields = rows[8].Split(',');
        fields[field] = value;
        rows[8] = string.Join(',', fields);
        var batches = Read(format, "bad_binance_btc.csv", string.Join('\n', rows.Prepend(header)));
        Assert.Equal((20, 19, 1), (batches.Sum(b => b.Rows.Read), batches.Sum(b => b.Rows.Good), batches.Sum(b => b.Rows.Quarantined)));
        var bad = batches.SelectMany(b => b.Quarantine).Single();
        Assert.Equal((10, rows[8]), (bad.Line, bad.Raw));
        return bad.Rule;
    }
}
