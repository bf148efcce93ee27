using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Numerics;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace Forecast.Benchmarks;

/// <summary>
/// Training LightGBM through ML.NET, from a table of columns as the learnt models do, against the C interface of the same native library on a matrix: 500 000 rows of 20 regressors, 200 trees of 31 leaves, one thread. Run:
/// <c>-- race-lightgbm</c>, or <c>-- race-lightgbm ROWS</c>.
/// <para>First it is checked that both give nearly the same forecasts. Beside the clock's time there is the processor's, which others on the machine do not lengthen.</para>
/// </summary>
internal static class BoostRace
{
    private const int Columns = 20, Rounds = 200, Leaves = 31, LeastInLeaf = 100, Bins = 63, Turns = 3, Compared = 10_000;
    private const double Rate = 0.05, Ridge = 20;

    private static readonly string Parameters = string.Create(CultureInfo.InvariantCulture,
        $"objective=regression metric=l2 num_threads=1 num_leaves={Leaves} learning_rate={Rate} min_data_in_leaf={LeastInLeaf} max_bin={Bins} lambda_l2={Ridge} seed=1 deterministic=true use_missing=false verbose=-1");

    public static void Run(string[] args)
    {
        var rows = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 500_000;
        var random = Xoshiro256.Stream(1, "boost");
        var (matrix, labels) = (new float[rows * Columns], new float[rows]);
        for (var i = 0; i < rows; i++)
        {
            var row = matrix.AsSpan(i * Columns, Columns);
            for (var k = 0; k < Columns; k++) row[k] = (float)random.NextNormal();
            labels[i] = (float)(row[0] + (row[1] > 0 ? row[2] : Math.Abs(row[3])) + random.NextNormal());
        }
        string[] names = [.. Enumerable.Range(0, Columns).Select(k => $"x{k}")];
        var table = new DataFrame([new SingleDataFrameColumn("y", labels), .. names.Select((name, k) => new SingleDataFrameColumn(name, Enumerable.Range(0, rows).Select(i => matrix[(i * Columns) + k])))]);

        double[] native = [], managed = [];
        RaceTimes nativeTime = new("C interface"), managedTime = new("ML.NET"), nativeProcessor = new("C interface, processor"), managedProcessor = new("ML.NET, processor");
        for (var turn = 0; turn < Turns; turn++)
        {
            Time(() => native = LightGbmNative.Train(matrix, labels, Columns, Parameters, Rounds, Compared), nativeTime, nativeProcessor);
            ITransformer? trees = null;
            Time(() => trees = Grow(table, names), managedTime, managedProcessor);
            managed = [.. trees!.Transform(table.Head(Compared)).GetColumn<float>("Score").Select(v => (double)v)];
        }
        var apart = Math.Sqrt(native.Zip(managed, (a, b) => (a - b) * (a - b)).Average());
        var spread = Math.Sqrt(native.Select(a => a * a).Average());
        if (apart > 0.05 * spread) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"forecasts differ by {apart:G3} beside their size of {spread:G3}: not the same training"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"root mean square difference of forecasts {apart:G3}, of their size {spread:G3}"));
        RaceTimes.Print($"{rows} rows, {Columns} regressors, {Rounds} trees", nativeTime, managedTime);
        RaceTimes.Print("of the processor", nativeProcessor, managedProcessor);
    }

    private static TransformerChain<RegressionPredictionTransformer<LightGbmRegressionModelParameters>> Grow(DataFrame table, string[] names)
    {
        var context = new MLContext(1);
        return context.Transforms.Concatenate("x", names).Append(context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            LabelColumnName = "y",
            FeatureColumnName = "x",
            NumberOfLeaves = Leaves,
            NumberOfIterations = Rounds,
            LearningRate = Rate,
            MinimumExampleCountPerLeaf = LeastInLeaf,
            MaximumBinCountPerFeature = Bins,
            Booster = new GradientBooster.Options { L2Regularization = Ridge },
            UseCategoricalSplit = false,
            HandleMissingValue = false,
            NumberOfThreads = 1,
            Seed = 1,
            Deterministic = true,
        })).Fit(table);
    }

    private static void Time(Action work, RaceTimes clock, RaceTimes processor)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        clock.Add(RaceTimes.Measure(1, work));
        process.Refresh();
        processor.Add((process.TotalProcessorTime - before).TotalMicroseconds);
    }
}
