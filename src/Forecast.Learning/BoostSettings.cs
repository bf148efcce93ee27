namespace Forecast.Learning;

/// <summary>How trees are grown.</summary>
/// <param name="Leaves">Most leaves of a tree.</param>
/// <param name="Rounds">Trees.</param>
/// <param name="Rate">Share of a tree's step that is taken.</param>
/// <param name="LeastInLeaf">Fewest rows in a leaf; where targets overlap many rows are one observation.</param>
/// <param name="Window">Rows of that long before the origin are learnt from.</param>
internal sealed record BoostSettings(int Leaves, int Rounds, double Rate, int LeastInLeaf, TimeSpan Window)
{
    public const int Seed = 1;

    /// <summary>Share of the regressors that a tree, or a split, may use.</summary>
    public const double RegressorShare = 0.5;

    /// <summary>Bins of a regressor.</summary>
    public const int Bins = 63;
}
