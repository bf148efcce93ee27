using System.Diagnostics;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Forecast.Learning;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Forecast.LearningTests;

public sealed class TreeSumTests
{
    private const int Rows = 4000, Columns = 5;

    private static readonly BoostSettings Settings = new(8, 40, 0.1, 50, 1);
    private static readonly string[] Names = [.. Enumerable.Range(0, Columns).Select(k => $"x{k}")];
    private static readonly double[][] X = Made();
    private static readonly float[] Y = [.. Enumerable.Range(0, Rows).Select(i => (float)Mean(X[i]))];

    public static TheoryData<string> Ids => [.. LearnedModelCatalog.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void Trees_are_evaluated_as_by_their_library(string id)
    {
        var model = (BoostedModel)LearnedModelCatalog.All.Single(m => m.Id == id);
        var (grown, table) = Grow(model);
        var trees = new TreeSum(EnsembleFile.TreesOf(grown));
        var scores = grown.Transform(table).GetColumn<float>("Score").ToArray();
        // The library's score of gamma trees is the mean itself.
        for (var i = 0; i < Rows; i++) Assert.Equal(scores[i], model is FastTreeGammaModel ? Math.Exp(trees.Of(X[i])) : trees.Of(X[i]), 1e-6 * Math.Abs(scores[i]));
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_step_that_no_line_follows_is_found(string id)
    {
        var model = (BoostedModel)LearnedModelCatalog.All.Single(m => m.Id == id);
        var trees = new TreeSum(EnsembleFile.TreesOf(Grow(model).Model));
        double Log(params double[] row) => model.LogMean(trees.Of(row));
        Assert.InRange(Math.Exp(Log(0.5, 0.5, 0, 0, 0) - Log(-0.5, 0.5, 0, 0, 0)), 1.7, 2.3);
        Assert.InRange(Math.Exp(Log(0.5, -0.5, 0, 0, 0) - Log(-0.5, -0.5, 0, 0, 0)), 0.8, 1.2);
    }

    [Fact]
    public void A_row_takes_less_than_100_microseconds()
    {
        var trees = new TreeSum(EnsembleFile.TreesOf(Grow(new LightGbmModel()).Model));
        var fastest = Enumerable.Range(0, 5).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var row in X) trees.Of(row);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Rows;
        });
        Assert.InRange(fastest, 0, 100);
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_same_rows_give_the_same_bytes(string id)
    {
        var model = (BoostedModel)LearnedModelCatalog.All.Single(m => m.Id == id);
        var schema = EnsembleFile.Schema(id, TimeSpan.FromHours(1));
        FittedEnsemble Written()
        {
            var (grown, table) = Grow(model);
            return EnsembleFile.Write(new MLContext(0), grown, table.Schema, schema);
        }
        Assert.Equal(Written(), Written());
    }

    private static (ITransformer Model, IDataView Table) Grow(BoostedModel model)
    {
        var table = new DataFrame([new SingleDataFrameColumn("y", Y), .. Names.Select((name, k) => new SingleDataFrameColumn(name, X.Select(row => (float)row[k])))]);
        var context = new MLContext(0);
        return (context.Transforms.Concatenate("x", Names).Append(model.Trainer(context, Settings, "y", "x")).Fit(table), table);
    }

    // Twice as much where both of the first two are positive; the others say nothing.
    private static double Mean(double[] row) => row[0] > 0 && row[1] > 0 ? 2 : 1;

    private static double[][] Made()
    {
        var random = new SplitMix64(5);
        return [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Columns).Select(_ => (2.0 * random.Next(1_000_000) / 1_000_000) - 1).ToArray())];
    }
}
