using Forecast.Core.Features;
using Forecast.Core.Market;
using Microsoft.Data.Analysis;

namespace Forecast.Learning;

/// <summary>
/// The features of several instruments as one table to learn from: a row an instrument and origin, by instrument and then by time.
/// <para>Columns: <c>venue</c>, <c>symbol</c> (text), <c>as_of</c>, <c>known_at</c> (UTC), then one of doubles for each of the schema's, null where undefined.</para>
/// </summary>
/// <param name="Table">The rows.</param>
/// <param name="Schema">What the columns of features are; a model keeps its hash.</param>
public sealed record FeaturePanel(DataFrame Table, FeatureSchema Schema)
{
    /// <summary>Puts frames under each other.</summary>
    /// <exception cref="ArgumentException">There is none, or their schemas differ.</exception>
    public static FeaturePanel Of(IReadOnlyList<FeatureFrame> frames)
    {
        if (frames.Count == 0) throw new ArgumentException("a panel needs a frame", nameof(frames));
        var schema = frames[0].Schema;
        foreach (var frame in frames) schema.Require(frame.Schema.Hash);
        IEnumerable<T> Each<T>(Func<FeatureFrame, IEnumerable<T>> values) => frames.SelectMany(values);
        DateTimeDataFrameColumn Times(string name, Func<FeatureFrame, long[]> of) => new(name, Each(f => of(f).Select(t => Instant.ToTime(t).UtcDateTime)));
        return new FeaturePanel(
            new DataFrame(
            [
                new StringDataFrameColumn("venue", Each(f => Enumerable.Repeat(f.Venue, f.Rows))),
                new StringDataFrameColumn("symbol", Each(f => Enumerable.Repeat(f.Symbol, f.Rows))),
                Times("as_of", f => f.AsOf),
                Times("known_at", f => f.KnownAt),
                .. schema.Columns.Select((c, k) => new DoubleDataFrameColumn(c.Name, Each(f => f.Columns[k]))),
            ]),
            schema);
    }
}
