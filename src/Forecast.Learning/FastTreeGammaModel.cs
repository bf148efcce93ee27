using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Forecast.Learning;

public sealed class FastTreeGammaModel : BoostedModel
{
    public override string Id => "fasttree-gamma";

    public override string Description => "The pooled gamma regression with boosted trees on what it leaves, grown by the same loss";

    protected override IEstimator<ITransformer> Trainer(MLContext context, TimeSpan horizon, string label, string features) =>
        context.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options
        {
            LabelColumnName = label, FeatureColumnName = features, Index = 2, NumberOfThreads = 1, Seed = 1,
            NumberOfLeaves = 12, NumberOfTrees = 120, LearningRate = 0.03, MinimumExampleCountPerLeaf = 400,
        });
}
