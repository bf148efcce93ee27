using CsCheck;
using Forecast.Core.Features;
using Xunit;

namespace Forecast.Core.Tests.Features;

public sealed class AsOfSeriesTests
{
    // Few times and known-ats, so that versions, ties and late facts are many.
    private static readonly Gen<AsOfSeries> Facts = Gen.Select(Gen.Long[0, 12], Gen.Long[0, 20]).Array[0, 15].Select(rows =>
    {
        var sorted = rows.OrderBy(r => r.Item1).ToArray();
        return new AsOfSeries([.. sorted.Select(r => r.Item1)], [.. sorted.Select(r => r.Item2)], [.. sorted.Select((_, i) => (double)i)]);
    });

    [Fact]
    public void Only_what_was_true_and_known_is_seen()
    {
        var series = new AsOfSeries([10, 20, 20, 30], [11, 25, 40, 22], [1, 2, 3, 4]);
        Assert.Null(series.At(9, 100));
        Assert.Null(series.At(10, 10));
        Assert.Equal(1, series.At(10, 11));
        // The fact of 20 is known late, then corrected; that of 30 is known before its time.
        Assert.Equal(1, series.At(29, 24));
        Assert.Equal(2, series.At(29, 25));
        Assert.Equal(2, series.At(29, 39));
        Assert.Equal(3, series.At(29, 40));
        Assert.Equal(4, series.At(30, 30));
    }

    [Fact]
    public void What_is_too_old_is_not_there()
    {
        var series = new AsOfSeries([10, 20], [10, 50], [1, 2]);
        Assert.Equal(1, series.At(20, 20, maximumAge: 10));
        Assert.Null(series.At(21, 21, maximumAge: 10));
        Assert.Equal(2, series.At(30, 50, maximumAge: 10));
    }

    [Fact]
    public void It_is_the_best_of_all_facts_that_may_be_used() =>
        Gen.Select(Facts, Gen.Long[-1, 14], Gen.Long[-1, 22], Gen.Long[0, 14].Nullable()).Sample(
            (series, origin, knownAt, age) => Assert.Equal(Slow(series, origin, knownAt, age), series.RowAt(origin, knownAt, age)), iter: 2000);

    [Fact]
    public void A_cursor_sees_what_the_series_says() =>
        Gen.Select(Facts, Gen.Select(Gen.Long[0, 3], Gen.Long[0, 4]).Array[1, 12], Gen.Long[0, 14].Nullable()).Sample(
            (series, steps, age) =>
            {
                var cursor = new AsOfCursor(series);
                var (origin, knownAt) = (-2L, -2L);
                foreach (var (a, b) in steps)
                {
                    (origin, knownAt) = (origin + a, knownAt + b);
                    Assert.Equal(series.RowAt(origin, knownAt, age), cursor.RowAt(origin, knownAt, age));
                }
            },
            iter: 2000);

    [Fact]
    public void The_rows_of_a_stretch_are_the_last_versions_of_its_times() =>
        Gen.Select(Facts, Gen.Long[-1, 12], Gen.Long[0, 8], Gen.Long[-1, 22]).Sample(
            (series, after, length, knownAt) =>
            {
                var times = series.Time.Distinct().Where(t => t > after && t <= after + length);
                var expected = times.Select(t => Slow(series, t, knownAt, age: 0)).Where(row => row is not null).Select(row => row!.Value);
                Assert.Equal(expected, series.Rows(after, after + length, knownAt));
            },
            iter: 2000);

    [Fact]
    public void Facts_that_come_to_be_known_later_change_nothing_before() =>
        Gen.Select(Facts, Gen.Long[-1, 14], Gen.Long[-1, 22]).Sample(
            (series, origin, knownAt) =>
            {
                int[] kept = [.. Enumerable.Range(0, series.Count).Where(i => series.Time[i] <= origin && series.KnownAt[i] <= knownAt)];
                var cut = new AsOfSeries([.. kept.Select(i => series.Time[i])], [.. kept.Select(i => series.KnownAt[i])], [.. kept.Select(i => series.Value[i])]);
                Assert.Equal(cut.At(origin, knownAt), series.At(origin, knownAt));
            },
            iter: 500);

    [Fact]
    public void The_closes_of_bars_are_known_at_their_ends()
    {
        var bars = SyntheticBars.Make(days: 1);
        var closes = AsOfSeries.OfCloses(bars);
        Assert.Equal(bars.Close[4], closes.At(bars.End(4), bars.End(4)));
        Assert.Equal(bars.Close[4], closes.At(bars.End(5) - 1, bars.End(5) - 1));
        Assert.Null(closes.At(bars.End(0) - 1, bars.End(9)));
    }

    [Fact]
    public void What_is_out_of_order_or_not_a_number_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new AsOfSeries([2, 1], [2, 2], [0, 0]));
        Assert.ThrowsAny<ArgumentException>(() => new AsOfSeries([1], [1], [double.NaN]));
        Assert.ThrowsAny<ArgumentException>(() => new AsOfSeries([1], [1, 2], [0]));
        var cursor = new AsOfCursor(new AsOfSeries([1], [1], [0]));
        cursor.At(5, 5);
        Assert.Throws<ArgumentException>(() => cursor.At(4, 5));
        Assert.Throws<ArgumentException>(() => cursor.At(5, 4));
    }

    private static int? Slow(AsOfSeries series, long origin, long knownAt, long? age) =>
        Enumerable.Range(0, series.Count).Where(i => series.Time[i] <= origin && series.KnownAt[i] <= knownAt && (age is null || origin - series.Time[i] <= age))
            .OrderBy(i => series.Time[i]).ThenBy(i => series.KnownAt[i]).ThenBy(i => i).Select(i => (int?)i).LastOrDefault();
}
