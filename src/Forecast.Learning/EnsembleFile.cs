using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using Forecast.Core.Features;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Forecast.Learning;

/// <summary>An ensemble as the zip in which ML.NET keeps a model, with its entries in the order of their names and without their times: the same trees give the same bytes.</summary>
internal static class EnsembleFile
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The assembly's own version is the same for all releases.
    private static readonly string Version = typeof(LightGbmRegressionTrainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static readonly ConditionalWeakTable<FittedEnsemble, TreeSum> Opened = [];

    /// <summary>What the trees of a model are grown on: its regressors, its horizon, the library's version.</summary>
    public static FeatureSchema Schema(string model, TimeSpan horizon) =>
        new($"{model} over {TargetTable.HoursOf(horizon)} hours by ML.NET {Version}", 1, [.. PooledRows.NamesOf(horizon).Select(name => (name, "1", ""))]);

    public static FittedEnsemble Write(MLContext context, ITransformer trees, DataViewSchema columns, FeatureSchema schema)
    {
        using var raw = new MemoryStream();
        context.Model.Save(trees, columns, raw);
        using var made = new MemoryStream();
        using (var from = new ZipArchive(raw, ZipArchiveMode.Read))
        using (var to = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName.Replace('\\', '/'));
                copy.LastWriteTime = NoTime;
                using var read = entry.Open();
                using var write = copy.Open();
                read.CopyTo(write);
            }
        }
        return new FittedEnsemble(schema.Hash, made.ToArray());
    }

    /// <summary>The trees, ready to be evaluated: opened once, however many instruments are filtered with them.</summary>
    /// <exception cref="ArgumentException">They were grown on other regressors, for another horizon or by another version.</exception>
    public static TreeSum Read(FittedEnsemble ensemble, FeatureSchema schema)
    {
        schema.Require(ensemble.SchemaHash);
        return Opened.GetValue(ensemble, static e => new TreeSum(TreesOf(Load(e))));
    }

    /// <summary>The trees of a pipeline that ends in a boosted regression.</summary>
    public static RegressionTreeEnsemble TreesOf(ITransformer trees) =>
        ((TreeEnsembleModelParametersBasedOnRegressionTree)((ISingleFeaturePredictionTransformer<object>)((IEnumerable<ITransformer>)trees).Last()).Model).TrainedTreeEnsemble;

    private static ITransformer Load(FittedEnsemble ensemble)
    {
        var context = new MLContext(0);
        context.ComponentCatalog.RegisterAssembly(typeof(LightGbmRegressionTrainer).Assembly);
        context.ComponentCatalog.RegisterAssembly(typeof(FastTreeTweedieTrainer).Assembly);
        using var stream = new MemoryStream(ensemble.Content.ToArray());
        return context.Model.Load(stream, out _);
    }
}
