using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

/// <summary>The simulated market knows its true variance, so a forecast can be held against what it is about instead of against a noisy measure of it.</summary>
public sealed class ForecastAgainstTruthTests
{
    private const int WarmUpDays = 250;

    [Fact]
    public void Forecasts_follow_the_true_variance_and_the_combination_better_than_the_benchmark()
    {
        var specification = SampleMarketFile.Read(Path.Combine(Repository.Data, "sample", "market.json")).Market with { Days = 500 };
        var losses = ModelCatalog.Nightly.ToDictionary(m => m.Id, _ => new List<double>());
        var (ratios, naive) = (new List<double>(), new List<double>());
        var market = SimulatedMarket.Generate(specification).Take(3).Select(h => (History: h, Hours: HourlySeries.From(h.Bars))).ToArray();
        HourlyPanel.Of(market.Select(m => m.Hours));
        foreach (var (history, hours) in market)
        {
            var bars = history.Bars;
            var table = WalkForward.Run(hours, ModelCatalog.Nightly, TimeSpan.FromDays(1), bars.OpenTime[0] + (WarmUpDays * Duration.Day), long.MaxValue - Duration.Day);
            var perDay = (int)(Duration.Day / Duration.Microseconds(bars.Interval));
            double Truth(long origin)
            {
                var first = Array.BinarySearch(bars.OpenTime, origin);
                return Enumerable.Range(first, perDay).Sum(history.Variance.Total);
            }
            for (var r = 0; r < table.Count; r++)
            {
                if (table.Realized[r] is null) continue;
                var truth = Truth(table.Origins[r]);
                foreach (var model in table.Models) losses[model].Add(Loss.Qlike(truth, table.Of(model)[r]));
                ratios.Add(truth / table.Of(ModelCatalog.Benchmark)[r]);
                // What one would forecast without a model: the mean true variance of the days before, which no one knows in practice.
                naive.Add(Loss.Qlike(truth, Enumerable.Range(0, (int)((table.Origins[r] - bars.OpenTime[0]) / Duration.Day)).Average(d => Truth(bars.OpenTime[0] + (d * Duration.Day)))));
            }
        }
        Assert.True(ratios.Count > 600);
        var benchmark = losses[ModelCatalog.Benchmark].Average();
        Assert.True(benchmark < 0.8 * naive.Average(), $"log-har {benchmark}, mean of the past {naive.Average()}");
        Assert.True(losses[ModelCatalog.Champion].Average() < benchmark, $"combination {losses[ModelCatalog.Champion].Average()}, log-har {benchmark}");
        Assert.All(losses, l => Assert.True(l.Value.Average() < 1.5 * benchmark, $"{l.Key}: {l.Value.Average()} against {benchmark}"));
        Assert.InRange(ratios.Average(), 0.85, 1.20);
    }
}
