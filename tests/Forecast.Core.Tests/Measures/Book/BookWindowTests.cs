using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures.Book;

public sealed class BookWindowTests
{
    private const long Step = Duration.Hour / 12;

    private static readonly long Start = SyntheticBars.Start;

    [Fact]
    public void Sums_and_means_are_of_the_bars_that_lie_in_the_window()
    {
        var window = Window(Bar(0, 1, flow: 100, spread: 9), Bar(1, 1, flow: 3, spread: 1), Bar(2, 0.5, flow: -1, spread: 4), Bar(3, 1, flow: 50, spread: 9));
        Assert.Equal(2, new BookWindow(window, leastCoverage: 0.75).OrderFlow(Start + Step, Start + (3 * Step)));
        Assert.Null(new BookWindow(window, leastCoverage: 0.76).OrderFlow(Start + Step, Start + (3 * Step)));
        Assert.Equal(2.0, new BookWindow(window, leastCoverage: 0.75).Mean("relative_spread", Start + Step, Start + (3 * Step))!.Value, 1e-15);
        // A bar that began before the window or is not over at the origin lies outside.
        Assert.Equal(3, new BookWindow(window, leastCoverage: 0.3).OrderFlow(Start + 1, Start + (3 * Step) - 1));
        Assert.Null(new BookWindow(window).OrderFlow(Start + (9 * Step), Start + (10 * Step)));
    }

    [Fact]
    public void A_bar_with_a_gap_has_prices_and_no_flow()
    {
        var window = new BookWindow(Window(Bar(0, 1, flow: 2, spread: 1), Bar(1, 1, flow: null, spread: 3)));
        Assert.Null(window.OrderFlow(Start, Start + (2 * Step)));
        Assert.Equal(2, window.Mean("relative_spread", Start, Start + (2 * Step)));
        Assert.Equal(2, window.OrderFlow(Start, Start + Step));
    }

    [Fact]
    public void Depth_is_that_of_the_last_bar_that_is_over_and_young()
    {
        var window = new BookWindow(Window(Bar(0, 1, depth: 5), Bar(1, 1, depth: 7)));
        Assert.Equal(14, window.LastDepth(10, Start + (2 * Step), 0));
        Assert.Equal(10, window.LastDepth(50, Start + (2 * Step) - 1, Step));
        Assert.Null(window.LastDepth(10, Start + (2 * Step) - 1, Step - 2));
        Assert.Null(window.LastDepth(10, Start + Step - 1, Duration.Day));
        Assert.Contains("mid", Assert.Throws<ArgumentException>(() => window.LastDepth(11, Start + (2 * Step), 0)).Message, StringComparison.Ordinal);
    }

    private static BookBarSeries Window(params BookBar[] bars) => new("test", "TEST", TimeSpan.FromMinutes(5), bars);

    private static BookBar Bar(int i, double coverage, double? flow = 0, double? spread = null, double? depth = null) => new()
    {
        OpenTime = Start + (i * Step), Coverage = coverage, BookImbalance = flow, QuoteImbalance = null, Updates = 1, Quotes = 0, Gap = flow is null, Crossed = false, Locked = false,
        Means = [.. BookFeatureCatalog.All.Select(f => f.Name == "relative_spread" ? spread : null)],
        Ends = [.. BookFeatureCatalog.All.Select(f => f.Name.EndsWith("_depth_10bp", StringComparison.Ordinal) || f.Name.EndsWith("_depth_50bp", StringComparison.Ordinal) ? depth : null)],
    };
}
