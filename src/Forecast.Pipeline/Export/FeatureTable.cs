using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Storage.Export;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Export;

/// <summary>The features of instruments as one table: a row an instrument and origin.</summary>
public static class FeatureTable
{
    /// <param name="lake">Where bars and facts are.</param>
    /// <param name="request">Which instruments and days.</param>
    /// <param name="every">Distance between origins, whole hours.</param>
    /// <param name="leader">See <see cref="FeatureFrames"/>.</param>
    public static ExportResult Of(Lake lake, ExportRequest request, TimeSpan every, string? leader = null)
    {
        var (instruments, missing) = ExportInstruments.Of(lake, request);
        var source = new FeatureFrames(lake, request.Interval, leader);
        var frames = new List<FeatureFrame>();
        foreach (var i in instruments)
        {
            if (source.Of(i.Venue, i.Symbol, Origins(i, request, Duration.Microseconds(every))) is { } frame) frames.Add(frame);
            else missing.Add($"{i.Symbol}: no bars of {i.Venue} end in the range");
        }
        foreach (var venue in frames.Select(f => f.Venue).Distinct().Where(v => leader is not null && source.Market(v).Count == 0))
            missing.Add($"features of the market of {venue}: the lake has no bars of {Duration.Format(request.Interval)} of {leader} there; ingest them, or name another leader");
        if (frames.Count == 0) return new ExportResult(null, missing);
        // The factor is one of what the lake has: whoever reads the columns must know of what.
        var notes = frames.Select(f => f.Venue).Distinct().ToDictionary(v => $"market of {v}", v => string.Join(", ", source.Market(v)));
        var table = Of(frames);
        return new ExportResult(table with { Notes = table.Notes.Concat(notes).ToDictionary() }, missing);
    }

    /// <summary>Frames of one schema under each other, with what their columns are.</summary>
    public static ExportTable Of(IReadOnlyList<FeatureFrame> frames)
    {
        var schema = frames[0].Schema;
        foreach (var frame in frames) schema.Require(frame.Schema.Hash);
        T[] Each<T>(Func<FeatureFrame, IEnumerable<T>> values) => [.. frames.SelectMany(values)];
        var table = new LakeTable(
        [
            new LakeColumn("venue", Each(f => Enumerable.Repeat(f.Venue, f.Rows))),
            new LakeColumn("symbol", Each(f => Enumerable.Repeat(f.Symbol, f.Rows))),
            new LakeColumn("as_of", Each(f => f.AsOf)),
            new LakeColumn("known_at", Each(f => f.KnownAt)),
            .. schema.Columns.Select((c, k) => new LakeColumn(c.Name, Each(f => f.Columns[k]))),
        ]);
        var notes = new Dictionary<string, string> { ["schema"] = schema.Name, ["schema_version"] = schema.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), ["schema_hash"] = schema.Hash };
        if (frames.Any(f => SimulatedMarket.Has(f.Venue, f.Symbol))) notes["simulated"] = "SIMULATED market: the prices behind every number here are made up";
        foreach (var (name, unit, description) in schema.Columns) notes[name] = $"{unit}: {description}";
        return new ExportTable(table, ["as_of", "known_at"], notes);
    }

    // Full steps from the first bar's end to the last one's, within the range.
    private static long[] Origins(LakeInstrument instrument, ExportRequest request, long step)
    {
        var first = (Math.Max(request.From ?? long.MinValue, instrument.First) + step - 1) / step * step;
        var last = Math.Min((request.Until ?? long.MaxValue) - 1, instrument.Last);
        return last < first ? [] : [.. Enumerable.Range(0, (int)((last - first) / step) + 1).Select(k => first + (k * step))];
    }
}
