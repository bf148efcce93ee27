using CsCheck;
using Forecast.Core.Features;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Features;

public sealed class FeatureFrameTests
{
    private static readonly FeatureSchema One = new("test", 1, [("x", "none", "a number")]);
    private static readonly long T = SyntheticBars.Start;

    [Fact]
    public void What_looks_ahead_is_refused_and_named()
    {
        Assert.Equal([1.0, null], Make(Column((1, T, T + 5), (null, long.MaxValue, long.MaxValue))).Of("x"));
        var about = Assert.Throws<LookAheadException>(() => Make(Column((1, T + 1, T + 1), (null, 0, 0))));
        Assert.Equal("x of TEST at the origin 2023-01-02T00:00:00Z is about 2023-01-02T00:00:00.000001Z: it looks ahead", about.Message);
        var known = Assert.Throws<LookAheadException>(() => Make(Column((1, T, T), (2, T, T + Duration.Hour + 6))));
        Assert.Contains("was known at 2023-01-02T01:00:00.000006Z, after the row's 2023-01-02T01:00:00.000005Z", known.Message, StringComparison.Ordinal);
    }

    // Whatever facts there are: a row holds a value only if it could be had then.
    [Fact]
    public void No_frame_can_be_made_that_knows_more_than_its_rows() =>
        Gen.Select(Gen.Int[-3, 3], Gen.Int[-3, 10], Gen.Int[-3, 10]).Array[2].Sample(rows =>
        {
            var column = Column((rows[0].Item1, T + rows[0].Item2, T + rows[0].Item3), (rows[1].Item1, T + Duration.Hour + rows[1].Item2, T + Duration.Hour + rows[1].Item3));
            var honest = rows.All(r => r.Item2 <= 0 && r.Item3 <= 5);
            if (honest) Assert.Equal(rows.Select(r => (double?)r.Item1), Make(column).Of("x"));
            else Assert.Throws<LookAheadException>(() => Make(column));
        });

    [Fact]
    public void Columns_that_are_not_the_schemas_are_refused()
    {
        Assert.Throws<ArgumentException>(() => FeatureFrame.Create("v", "TEST", One, [T], [T], []));
        Assert.Throws<ArgumentException>(() => FeatureFrame.Create("v", "TEST", One, [T, T], [T, T], [Column((1, T, T), (1, T, T))]));
        Assert.Throws<ArgumentException>(() => FeatureFrame.Create("v", "TEST", One, [T], [T - 1], [Column((1, T, T))]));
        Assert.Throws<ArgumentException>(() => FeatureFrame.Create("v", "TEST", One, [T], [T], [Column((1, T, T), (1, T, T))]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureFrame.Create("v", "TEST", One, [T], [T], [Column((double.NaN, T, T))]));
        Assert.Throws<ArgumentException>(() => Make(Column((1, T, T), (1, T, T))).Of("y"));
    }

    [Fact]
    public void A_schema_is_told_from_any_other_by_its_hash()
    {
        Assert.Equal(64, One.Hash.Length);
        Assert.Equal(One.Hash, new FeatureSchema("test", 1, [("x", "none", "a number")]).Hash);
        FeatureSchema[] others =
        [
            new("test", 2, [("x", "none", "a number")]), new("tess", 1, [("x", "none", "a number")]), new("test", 1, [("y", "none", "a number")]), new("test", 1, [("x", "nonea", " number")]),
            new("test", 1, [("x", "none", "a number"), ("y", "none", "a number")]), new("test", 1, [("x", "none", "another number")]),
        ];
        Assert.Equal(others.Length + 1, others.Append(One).Select(s => s.Hash).Distinct().Count());
        Assert.Throws<ArgumentException>(() => One.Require(others[0].Hash));
        Assert.Throws<ArgumentException>(() => new FeatureSchema("test", 1, [("x", "", ""), ("x", "", "")]));
    }

    [Fact]
    public void Frames_that_follow_each_other_are_joined()
    {
        FeatureFrame At(long origin, double value) => FeatureFrame.Create("v", "TEST", One, [origin], [origin], [Column((value, origin, origin))]);
        var joined = FeatureFrame.Join([At(T, 1), At(T + 1, 2)]);
        Assert.Equal([1.0, 2.0], joined.Of("x"));
        Assert.Equal(2, joined.Rows);
        Assert.Throws<ArgumentException>(() => FeatureFrame.Join([At(T + 1, 1), At(T, 2)]));
    }

    private static FeatureFrame Make(FeatureColumn column) => FeatureFrame.Create("v", "TEST", One, [T, T + Duration.Hour], [T + 5, T + Duration.Hour + 5], [column]);

    private static FeatureColumn Column(params (double? Value, long AsOf, long KnownAt)[] rows) => new([.. rows.Select(r => r.Value)], [.. rows.Select(r => r.AsOf)], [.. rows.Select(r => r.KnownAt)]);
}
