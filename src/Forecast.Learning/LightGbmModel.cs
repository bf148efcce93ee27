using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace Forecast.Learning;

public sealed class LightGbmModel : BoostedModel
{
    public override string Id => "lightgbm";

    public override string Description => "The pooled gamma regression with LightGBM's trees on the logarithm of what it leaves";

    protected override IEstimator<ITransformer> Trainer(MLContext context, TimeSpan horizon, string label, string features) =>
        context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            LabelColumnName = label, FeatureColumnName = features, NumberOfThreads = 1, Seed = 1, Deterministic = true,
            NumberOfLeaves = 12, NumberOfIterations = 120, LearningRate = 0.03, MinimumExampleCountPerLeaf = 400,
        });
}
