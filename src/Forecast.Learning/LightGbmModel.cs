using Forecast.Core.Models;
using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace Forecast.Learning;

/// <summary>
/// Trees of LightGBM by least squares on the ratios of targets to the pooled gamma regression.
/// <code>m(s) = max(s, 0.2)</code>
/// <para>Least squares on the ratios is one step of Fisher scoring of the gamma likelihood from the regression, whose working response is u − 1 with weights of 1: the ratio's variance grows with the square of its mean, which is near 1. So the trees
/// learn means, by nearly the weights of QLIKE; those of a least-squares fit of logarithms would be medians, and leave a correction that drifts.</para>
/// <para>Reference: Ke et al. (2017), Advances in Neural Information Processing Systems 30; McCullagh and Nelder (1989), section 2.5, for the working response.</para>
/// </summary>
public sealed class LightGbmModel : BoostedModel
{
    // A mean ratio below it is an accident of few rows.
    private const double Least = 0.2;

    // Of the regressors, for each tree; and rows by which a leaf's mean is pulled to no change.
    private const double RegressorShare = 0.5, Ridge = 20;

    public override string Id => "lightgbm";

    public override string Description => "The pooled gamma regression times trees of LightGBM, grown by least squares on the ratios that it leaves";

    internal override int MostRows => PooledRows.Most;

    internal override BoostSettings Settings(int h) => h < 24 ? new(8, 150, 0.03, 1500, 4) : BoostSettings.Overlapping(h);

    internal override IEstimator<ITransformer> Trainer(MLContext context, BoostSettings settings, string label, string regressors) =>
        context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            LabelColumnName = label,
            FeatureColumnName = regressors,
            NumberOfLeaves = settings.Leaves,
            NumberOfIterations = settings.Rounds,
            LearningRate = settings.Rate,
            MinimumExampleCountPerLeaf = settings.LeastInLeaf,
            MaximumBinCountPerFeature = BoostSettings.Bins,
            Booster = new GradientBooster.Options { L2Regularization = Ridge, FeatureFraction = RegressorShare },
            UseCategoricalSplit = false,
            HandleMissingValue = false,
            NumberOfThreads = 1,
            Seed = BoostSettings.Seed,
            Deterministic = true,
        });

    internal override double LogMean(double sum) => Math.Log(Math.Max(sum, Least));
}
