using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Comparison;

public sealed class ComparisonTableTests
{
    private static readonly long Monday = Instant.Parse("2024-01-01");

    [Fact]
    public void Means_by_hand()
    {
        // Two instruments of two and one rows: an instrument counts the same however many rows it has.
        var table = ComparisonTable.Of([Table("A", [1, 2], ("good", [1, 1]), ("base", [2, 1])), Table("B", [3], ("good", [1]), ("base", [1]))], "base").Get();
        var (good, benchmark) = (table.Models.Single(m => m.Model == "good"), table.Models.Single(m => m.Model == "base"));
        static double Q(double x) => x - Math.Log(x) - 1;
        Assert.Equal(((Q(2) / 2) + Q(3)) / 2, good.Qlike, 1e-15);
        Assert.Equal(good.Qlike, good.MedianQlike, 1e-15);
        Assert.Equal(good.Qlike / ((((Q(0.5) + Q(2)) / 2) + Q(3)) / 2), good.Ratio!.Value, 1e-15);
        Assert.Equal(((1 + 2) / 2.0 / 2) + (3 / 2.0), good.MeanRatio, 1e-15);
        Assert.Equal((2, 3, 2, 0, 0), (good.Instruments, good.Count, good.InConfidenceSet, good.Better, good.Worse));
        Assert.Equal(["good", "base"], table.Models.Select(m => m.Model));
        // With too few rows to tell there is no test, no interval and no regression.
        Assert.Null(good.DieboldMariano);
        Assert.Null(good.RatioInterval);
        Assert.Null(good.Slope);
        Assert.Null(good.Coverage);
        Assert.Equal(1, benchmark.Ratio);
    }

    [Fact]
    public void Figures_are_those_of_their_parts()
    {
        var panel = Panel(200, 5);
        var model = ComparisonTable.Of(panel, "base").Get().Models.Single(m => m.Model == "good");
        var scores = panel.SelectMany(p => Scorecard.Of(p.Table, long.MinValue, long.MaxValue, "base")).Where(s => s.Model == "good").ToArray();
        Assert.Equal(scores.Average(s => s.Qlike), model.Qlike, 1e-15);
        Assert.Equal(scores.Count(s => s.InConfidenceSet), model.InConfidenceSet);
        Assert.Equal(scores.Count(s => s.DieboldMariano is { P: < 0.05, T: < 0 }), model.Better);
        Assert.True(model.Better > 0);
        PairedLoss[] rows = [.. panel.SelectMany(p => p.Table.Origins.Select((o, r) => new PairedLoss(p.Table.Symbol, o, Loss.Qlike(p.Table.Realized[r]!.Value, p.Table.Of("good")[r]), Loss.Qlike(p.Table.Realized[r]!.Value, p.Table.Of("base")[r]))))];
        Assert.Equal(DieboldMariano.Pooled(rows, 1).Get(), model.DieboldMariano);
        var interval = LossComparison.Of(rows, 1, 0.90).Get();
        Assert.Equal(interval.RatioOfMeans, model.RatioInterval);
        // All have the same dates, so that it does not matter what is averaged first.
        Assert.Equal(interval.Ratio!.Lower, model.RatioInterval!.Lower, 1e-12);
        Assert.Equal(interval.Ratio.Upper, model.RatioInterval.Upper, 1e-12);
        Assert.Equal(model.Ratio!.Value, model.RatioInterval.Value, 1e-12);
        Assert.Equal(0.9, model.Slope!.Value, 0.2);
    }

    [Fact]
    public void Terciles_are_of_the_benchmarks_forecast()
    {
        // The model is right where the benchmark expects little, and equal to it elsewhere.
        double[] expected = [.. Enumerable.Range(1, 30).Select(t => (double)t)];
        double[] realized = [.. expected.Select(f => 2 * f)];
        var table = ComparisonTable.Of([Table("A", realized, ("base", expected), ("good", [.. expected.Select((f, t) => t < 10 ? 2 * f : f)]))], "base").Get();
        Assert.Equal([0, 1, 1], table.Models.Single(m => m.Model == "good").TercileRatios.Select(r => Math.Round(r!.Value, 12)));
    }

    [Fact]
    public void The_worst_week_is_the_benchmarks_and_goes_for_all_models()
    {
        double[] realized = [.. Enumerable.Range(0, 28).Select(t => t == 15 ? 50.0 : t == 3 ? 20 : 1.1)];
        double[] flat = [.. realized.Select(_ => 1.0)];
        // The model is at its worst in another week.
        var table = ComparisonTable.Of([Table("A", realized, ("base", flat), ("other", [.. flat.Select((f, t) => t == 3 ? 0.01 : f)]))], "base").Get();
        Assert.Equal(Monday + (14 * Duration.Day), table.WorstWeeks.Single().Week.From);
        static double Q(double x) => x - Math.Log(x) - 1;
        // The target of the Sunday before ends as the week begins.
        Assert.Equal(((20 * Q(1.1)) + Q(20)) / 21, table.Models.Single(m => m.Model == "base").QlikeWithoutWorstWeek!.Value, 1e-14);
        Assert.Equal(((20 * Q(1.1)) + Q(2000)) / 21, table.Models.Single(m => m.Model == "other").QlikeWithoutWorstWeek!.Value, 1e-12);
    }

    [Fact]
    public void Bounds_that_came_with_the_forecasts_are_judged()
    {
        var one = Table("A", [1, 2, 3, 4], ("base", [1, 1, 1, 1])) with { Bounds = new Dictionary<string, (double, double)?[]> { ["base"] = [(0.5, 1.5), (0.5, 1.5), (3, 3), null] } };
        Assert.Equal(2 / 3.0, ComparisonTable.Of([one], "base").Get().Models.Single().Coverage!.Value, 1e-15);
    }

    [Fact]
    public void Only_the_rows_asked_for_count()
    {
        var table = Table("A", [1, 2, 3, 4], ("base", [1, 1, 1, 1]));
        var model = ComparisonTable.Of([table], "base", Monday + Duration.Day, Monday + (2 * Duration.Day)).Get().Models.Single();
        Assert.Equal((2, 2.5), (model.Count, model.MeanRatio));
        Assert.Equal("no origin has a positive target", ComparisonTable.Of([table], "base", 0, 1).Undefined);
    }

    [Fact]
    public void A_benchmark_without_loss_has_no_ratio()
    {
        double[] realized = [.. Enumerable.Range(1, 30).Select(t => (double)t)];
        var model = ComparisonTable.Of([Table("A", realized, ("base", realized), ("other", [.. realized.Select(y => 2 * y)]))], "base").Get().Models.Single(m => m.Model == "other");
        Assert.Null(model.Ratio);
        Assert.Null(model.RatioInterval);
        Assert.Equal([null, null, null], model.TercileRatios);
        Assert.Equal(0.5 - Math.Log(0.5) - 1, model.Qlike, 1e-15);
    }

    // Days from a Monday on; the model is nearer to the truth than the benchmark.
    private static BoundedForecasts[] Panel(int dates, int instruments)
    {
        var random = Xoshiro256.Stream(3, "comparison");
        return
        [
            .. Enumerable.Range(0, instruments).Select(i =>
            {
                double[] truth = [.. Enumerable.Range(0, dates).Select(t => Math.Exp(Math.Sin(t / 7.0) + (0.2 * random.NextUniform())))];
                double[] Near(double width) => [.. truth.Select(y => y * Math.Exp(width * (random.NextUniform() - 0.5)))];
                return Table($"S{i}", truth, ("good", Near(0.8)), ("base", Near(1.2)));
            }),
        ];
    }

    private static BoundedForecasts Table(string symbol, double[] realized, params (string Model, double[] Forecasts)[] models) => new(
        new ForecastTable
        {
            Symbol = symbol, Horizon = TimeSpan.FromDays(1), Models = [.. models.Select(m => m.Model)], Forecasts = [.. models.Select(m => m.Forecasts)],
            Origins = [.. realized.Select((_, t) => Monday + (t * Duration.Day))], Realized = [.. realized.Select(y => (double?)y)],
        },
        models.ToDictionary(m => m.Model, _ => new (double Lower, double Upper)?[realized.Length]));
}
