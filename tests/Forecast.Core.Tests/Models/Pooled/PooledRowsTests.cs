using Forecast.Core.Market;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Pooled;

public sealed class PooledRowsTests
{
    private static readonly long Start = Instant.Parse("2024-01-01");

    // Two instruments, every second hour of ten days.
    private static readonly long[] Origins = [.. Enumerable.Repeat(Enumerable.Range(0, 120).Select(i => Start + (2 * i * Duration.Hour)), 2).SelectMany(o => o)];

    private static readonly PooledRows Rows = new(["x"], [[.. Enumerable.Range(0, 240).Select(i => (double)i)]], [.. Enumerable.Range(0, 240).Select(i => 1000.0 + i)], Origins, 238);

    [Fact]
    public void Rows_since_an_instant_keep_what_belongs_together()
    {
        var rows = Rows.Since(Start + (4 * Duration.Day), 1000);
        Assert.Equal(2 * 72, rows.Count);
        Assert.All(Enumerable.Range(0, rows.Count), i => Assert.Equal((1000 + rows.Columns[0][i], Origins[(int)rows.Columns[0][i]]), (rows.Target[i], rows.Origins[i])));
        Assert.Equal(142, rows.Hours);
    }

    [Fact]
    public void Too_many_are_thinned_by_the_clock_the_same_for_every_instrument()
    {
        var rows = Rows.Since(Start, 70);
        Assert.Equal(60, rows.Count);
        Assert.All(rows.Origins, o => Assert.Equal(0, o % (8 * Duration.Hour)));
        Assert.Equal(rows.Origins[..30], rows.Origins[30..]);
    }

    [Fact]
    public void Of_no_rows_there_are_none() => Assert.Equal((0, 0), (Rows.Since(Start + (20 * Duration.Day), 70).Count, Rows.Since(Start + (20 * Duration.Day), 70).Hours));
}
