using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Forecast.Learning;

/// <summary>
/// Trees of FastTree by the gamma deviance, which is twice QLIKE, on the ratios of targets to the pooled gamma regression.
/// <code>m(s) = exp(s),   s by steps down Σ (u e^−s + s), the Tweedie deviance of index 2</code>
/// <para>Reference: Friedman (2001), Annals of Statistics 29; Jørgensen (1987), Journal of the Royal Statistical Society B 49, for Tweedie's deviance.</para>
/// </summary>
public sealed class FastTreeGammaModel : BoostedModel
{
    // Of the regressors, for each split.
    private const double RegressorShare = 0.3;

    public override string Id => "fasttree-gamma";

    public override string Description => "The pooled gamma regression times trees of FastTree, grown by the gamma deviance on the ratios that it leaves";

    internal override int MostRows => 75_000;

    internal override BoostSettings Settings(int h) => h < 24 ? new(8, 80, 0.05, 1500, 4) : BoostSettings.Overlapping(h);

    internal override IEstimator<ITransformer> Trainer(MLContext context, BoostSettings settings, string label, string regressors) =>
        context.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options
        {
            LabelColumnName = label,
            FeatureColumnName = regressors,
            Index = 2,
            NumberOfLeaves = settings.Leaves,
            NumberOfTrees = settings.Rounds,
            LearningRate = settings.Rate,
            MinimumExampleCountPerLeaf = settings.LeastInLeaf,
            MaximumBinCountPerFeature = BoostSettings.Bins,
            FeatureFractionPerSplit = RegressorShare,
            NumberOfThreads = 1,
            Seed = BoostSettings.Seed,
            FeatureSelectionSeed = BoostSettings.Seed,
        });

    internal override double LogMean(double sum) => sum;
}
