using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class NetRegressionTests
{
    // As many rows as an hour has: of fewer, few passes are few steps. QLIKE against the true mean: what the sample's own noise adds is the same for all.
    private static readonly Sample Bent = new(100_000, 1, z => (0.5 * z[0]) + (0.8 * Math.Tanh(2 * z[1] * z[2]))), Straight = new(100_000, 2, z => (0.5 * z[0]) - (0.3 * z[1]));
    private static readonly Sample Few = new(4000, 5, Bent.LogMean);
    private static readonly Lazy<NetRegression> OfStraight = new(() => NetRegression.Fit(Straight.Columns, Straight.Y)!);
    private static readonly Sample BentAfter = new(5000, 3, Bent.LogMean), StraightAfter = new(5000, 4, Straight.LogMean);

    [Fact]
    public void A_function_that_no_line_follows_is_found()
    {
        var (net, line) = (NetRegression.Fit(Bent.Columns, Bent.Y)!, GammaRegression.Fit(Bent.Columns, Bent.Y)!);
        var (bent, straight) = (BentAfter.Loss(net.LogMean), BentAfter.Loss(x => Line(line.Coefficients, x)));
        Assert.True(bent < 0.4 * straight, $"{bent} against {straight}");
    }

    [Fact]
    public void Where_the_truth_is_a_line_little_is_lost()
    {
        Assert.InRange(StraightAfter.Loss(OfStraight.Value.LogMean), 0, 0.02 * StraightAfter.Loss(_ => Math.Log(Straight.Y.Average())));
    }

    [Fact]
    public void One_great_shock_does_not_rule_and_the_level_is_that_of_the_rows()
    {
        var y = (double[])Straight.Y.Clone();
        var plain = OfStraight.Value;
        y[77] *= 1e6;
        var shocked = NetRegression.Fit(Straight.Columns, y)!;
        double[] here = [1, 1, 0], there = [-1, 1, 0];
        Assert.InRange(shocked.LogMean(here) - shocked.LogMean(there) - (plain.LogMean(here) - plain.LogMean(there)), -0.05, 0.05);
        foreach (var (fit, target) in new[] { (plain, Straight.Y), (shocked, y) })
            Assert.Equal(1, Enumerable.Range(0, y.Length).Average(i => target[i] / Math.Exp(fit.LogMean(Straight.Row(i)))), 1e-9);
    }

    [Fact]
    public void The_same_rows_give_the_same_bits_and_values_are_all_there_is()
    {
        var (first, second) = (NetRegression.Fit(Few.Columns, Few.Y)!, NetRegression.Fit(Few.Columns, Few.Y)!);
        Assert.Equal(first.Values, second.Values);
        Assert.Equal(first.LogMean([1, 2, 3]), new NetRegression(3, first.Values).LogMean([1, 2, 3]));
    }

    [Fact]
    public void A_column_that_does_not_vary_says_nothing()
    {
        double[][] columns = [.. Few.Columns, [.. Enumerable.Repeat(0.3, Few.Y.Length)]];
        var fit = NetRegression.Fit(columns, Few.Y)!;
        Assert.Equal(fit.LogMean([1, 1, 1, 0.3]), fit.LogMean([1, 1, 1, 1e9]));
    }

    [Fact]
    public void Rows_without_a_positive_target_or_too_few_are_refused()
    {
        Assert.Null(NetRegression.Fit([[.. Enumerable.Range(0, 15).Select(i => (double)i)]], [.. Enumerable.Repeat(1.0, 15)]));
        Assert.Null(NetRegression.Fit([[.. Enumerable.Range(0, 16).Select(i => (double)i)]], [0, .. Enumerable.Repeat(1.0, 15)]));
    }

    [Fact]
    public void It_stops_when_asked()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => NetRegression.Fit(Bent.Columns, Bent.Y, stop.Token));
    }

    private static double Line(double[] b, ReadOnlySpan<double> x)
    {
        var sum = b[0];
        for (var k = 0; k < x.Length; k++) sum += b[k + 1] * x[k];
        return sum;
    }

    // Three normal columns and targets that are the mean times a squared normal.
    private sealed class Sample
    {
        public Sample(int n, ulong seed, Func<double[], double> logMean)
        {
            LogMean = logMean;
            var random = Xoshiro256.Stream(seed, "net-regression");
            (Columns, Y) = ([new double[n], new double[n], new double[n]], new double[n]);
            for (var i = 0; i < n; i++)
            {
                foreach (var column in Columns) column[i] = random.NextNormal();
                Y[i] = Math.Exp(logMean(Row(i))) * 1e-5 * random.NextGamma(2) / 2;
            }
        }

        public Func<double[], double> LogMean { get; }

        public double[][] Columns { get; }

        public double[] Y { get; }

        public double[] Row(int i) => Array.ConvertAll(Columns, c => c[i]);

        public double Loss(Fit fit) => Enumerable.Range(0, Y.Length).Average(i =>
        {
            var u = LogMean(Row(i)) + Math.Log(1e-5) - fit(Row(i));
            return Math.Exp(u) - u - 1;
        });
    }

    private delegate double Fit(ReadOnlySpan<double> x);
}
