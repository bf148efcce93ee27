namespace Forecast.Learning;

/// <summary>How trees are grown.</summary>
/// <param name="Leaves">Most leaves of a tree.</param>
/// <param name="Rounds">Trees.</param>
/// <param name="Rate">Share of a tree's step that is taken.</param>
/// <param name="LeastInLeaf">Fewest rows in a leaf.</param>
/// <param name="Years">Rows of that many years before the origin are learnt from.</param>
internal sealed record BoostSettings(int Leaves, int Rounds, double Rate, int LeastInLeaf, int Years)
{
    public const int Seed = 1;

    /// <summary>Bins of a regressor.</summary>
    public const int Bins = 63;

    /// <summary>Targets of a day and longer overlap, so that few of their rows are independent: trees are small, leaves large and the past long.</summary>
    public static BoostSettings Overlapping(int h) => h < 168 ? new(4, 60, 0.03, 1000, 10) : new(3, 20, 0.03, 1000, 10);
}
