using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class FlowAutocorrelationTests
{
    [Fact]
    public void It_is_the_correlation_of_neighbours()
    {
        Assert.Equal(-1, FlowAutocorrelation.Of([1, -1, 1, -1])!.Value, 1e-15);
        Assert.Equal(1, FlowAutocorrelation.Of([1, 2, 3, 4])!.Value, 1e-15);
        // Pairs (2, 1), (4, 2), (1, 4), (3, 1): means 2.5 and 2, S = −3, S_xx = 5, S_yy = 6.
        Assert.Equal(-3 / Math.Sqrt(30), FlowAutocorrelation.Of([1, 2, 4, 1, 3])!.Value, 1e-15);
        Assert.Null(FlowAutocorrelation.Of([1, 2, 3]));
        Assert.Null(FlowAutocorrelation.Of([5, 5, 5, 5, 5]));
    }

    [Fact]
    public void Bars_give_the_bits_of_spans_and_a_gap_makes_no_pair()
    {
        double[] x = [1, -2, 4, 1, 3, -5];
        var (whole, gapped) = (new FlowAutocorrelation(), new FlowAutocorrelation());
        for (var i = 0; i < x.Length; i++)
        {
            whole.Add(FlowWindow.Bar(i, null, Math.Abs(x[i]), Math.Max(x[i], 0)));
            if (i != 0) gapped.Add(FlowWindow.Bar(i, null, Math.Abs(x[i]), Math.Max(x[i], 0)));
        }
        gapped.Add(FlowWindow.Bar(50, null, 7, 7));
        Assert.Equal(FlowAutocorrelation.Of(x), whole.Value(new WindowCount(6, 0, 6)));
        Assert.Equal(FlowAutocorrelation.Of(x[1..]), gapped.Value(new WindowCount(6, 0, 6)));
        Assert.Null(gapped.Value(new WindowCount(13, 0, 6)));
    }

    [Fact]
    public void The_persistence_that_flow_was_made_with_is_found()
    {
        var random = new SplitMix64(5);
        var x = new double[4000];
        for (var i = 1; i < x.Length; i++) x[i] = (0.3 * x[i - 1]) + SyntheticBars.Normal(random);
        Assert.Equal(0.3, FlowAutocorrelation.Of(x)!.Value, 3 * Math.Sqrt((1 - 0.09) / x.Length));
    }
}
