namespace Forecast.Learning;

/// <summary>How trees are grown.</summary>
/// <param name="Leaves">Most leaves of a tree.</param>
/// <param name="Rounds">Trees.</param>
/// <param name="Rate">Share of a tree's step that is taken.</param>
/// <param name="LeastInLeaf">Fewest rows in a leaf.</param>
public sealed record BoostSettings(int Leaves, int Rounds, double Rate, int LeastInLeaf);
