using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Features;

/// <summary>
/// The features of one instrument: a row an origin, a column a feature. No frame can hold a value that looks ahead: each comes with the instant that it is about and the instant at
/// which it was known, and both must lie at or before the row's.
/// <para>Units: instants in Unix microseconds. Shapes: <see cref="AsOf"/>, <see cref="KnownAt"/> and every column have one length; origins increase.</para>
/// <para>Domain: values are finite, or null where undefined.</para>
/// </summary>
public sealed class FeatureFrame
{
    private FeatureFrame(string venue, string symbol, FeatureSchema schema, long[] asOf, long[] knownAt, double?[][] columns) =>
        (Venue, Symbol, Schema, AsOf, KnownAt, Columns) = (venue, symbol, schema, asOf, knownAt, columns);

    public string Venue { get; }

    public string Symbol { get; }

    public FeatureSchema Schema { get; }

    /// <summary>The origins: what a row is about lies at or before it.</summary>
    public long[] AsOf { get; }

    /// <summary>When each row was known: its origin and the delay with which the source gives what ended there.</summary>
    public long[] KnownAt { get; }

    /// <summary>One column for each of the schema's.</summary>
    public IReadOnlyList<double?[]> Columns { get; }

    public int Rows => AsOf.Length;

    /// <summary>Makes a frame.</summary>
    /// <exception cref="LookAheadException">A value is about, or was known at, an instant after its row's.</exception>
    /// <exception cref="ArgumentException">The columns are not the schema's, or differ in length, or origins do not increase.</exception>
    public static FeatureFrame Create(string venue, string symbol, FeatureSchema schema, long[] asOf, long[] knownAt, IReadOnlyList<FeatureColumn> columns)
    {
        Guard.SameLength(knownAt.Length, asOf.Length, nameof(knownAt));
        Guard.SameLength(columns.Count, schema.Columns.Count, $"the columns of {schema.Name}");
        for (var i = 0; i < asOf.Length; i++)
        {
            if (i > 0 && asOf[i] <= asOf[i - 1]) throw new ArgumentException($"origin {Instant.Format(asOf[i])} of {symbol} comes after {Instant.Format(asOf[i - 1])}; they must increase", nameof(asOf));
            if (knownAt[i] < asOf[i]) throw new ArgumentException($"the row of {symbol} at {Instant.Format(asOf[i])} is known at {Instant.Format(knownAt[i])}; that cannot be before what it is about", nameof(knownAt));
        }
        foreach (var (column, about) in columns.Zip(schema.Columns))
        {
            column.Validated(about.Name);
            Guard.SameLength(column.Values.Length, asOf.Length, about.Name);
            for (var i = 0; i < asOf.Length; i++)
            {
                if (column.Values[i] is null) continue;
                if (column.AsOf[i] > asOf[i]) throw new LookAheadException(symbol, about.Name, asOf[i], $"is about {Instant.Format(column.AsOf[i])}");
                if (column.KnownAt[i] > knownAt[i]) throw new LookAheadException(symbol, about.Name, asOf[i], $"was known at {Instant.Format(column.KnownAt[i])}, after the row's {Instant.Format(knownAt[i])}");
            }
        }
        return new FeatureFrame(venue, symbol, schema, asOf, knownAt, [.. columns.Select(c => c.Values)]);
    }

    /// <summary>The column called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The schema has no such column.</exception>
    public double?[] Of(string name)
    {
        for (var k = 0; k < Columns.Count; k++)
        {
            if (Schema.Columns[k].Name == name) return Columns[k];
        }
        throw new ArgumentException($"{Schema.Name} version {Schema.Version} has no column {name}; it has {string.Join(", ", Schema.Columns.Select(c => c.Name))}", nameof(name));
    }

    /// <summary>The rows of several frames of one instrument and schema, one after the other.</summary>
    public static FeatureFrame Join(IReadOnlyList<FeatureFrame> frames)
    {
        var first = frames[0];
        foreach (var frame in frames)
        {
            first.Schema.Require(frame.Schema.Hash);
            if ((frame.Venue, frame.Symbol) != (first.Venue, first.Symbol)) throw new ArgumentException($"a frame of {frame.Symbol} does not go on that of {first.Symbol}", nameof(frames));
        }
        long[] asOf = [.. frames.SelectMany(f => f.AsOf)];
        for (var i = 1; i < asOf.Length; i++)
        {
            if (asOf[i] <= asOf[i - 1]) throw new ArgumentException($"origin {Instant.Format(asOf[i])} of {first.Symbol} comes after {Instant.Format(asOf[i - 1])}; they must increase", nameof(frames));
        }
        return new FeatureFrame(first.Venue, first.Symbol, first.Schema, asOf, [.. frames.SelectMany(f => f.KnownAt)], [.. first.Columns.Select((_, k) => frames.SelectMany(f => f.Columns[k]).ToArray())]);
    }
}
