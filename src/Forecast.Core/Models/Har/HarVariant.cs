namespace Forecast.Core.Models;

/// <summary>A member of the family of heterogeneous autoregressions: which regressors it has and how it is estimated.</summary>
/// <param name="Id">Id on the command line.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Terms">Its regressors, for given rungs.</param>
public sealed record HarVariant(string Id, string Description, Func<HarRungs, IReadOnlyList<HarTerm>> Terms)
{
    /// <summary>How it is estimated.</summary>
    public HarEstimation Estimation { get; init; }

    /// <summary>Whether the regression is one of logs, or has a log link.</summary>
    public bool Logs { get; init; }

    /// <summary>Measures that it needs beside the realised variance.</summary>
    public IReadOnlyList<Companion> Needs { get; init; } = [];

    /// <summary>Whether jumps are tested where <see cref="SeriesSample.JumpRatio"/> is given; without it every positive one counts.</summary>
    public bool TestsJumps { get; init; }

    /// <summary>Whether other columns have an effect of their own; then there is at least one.</summary>
    public bool TakesExogenous { get; init; }

    /// <summary>Lags where none are asked for: markets that never close have weeks of 7 days.</summary>
    public IReadOnlyList<int> Lags { get; init; } = [1, 7, 30];

    /// <summary>
    /// Whether a forecast outside the range of the training targets is set to the nearer end of that range (the insanity filter), so it is never negative. Regressions of logs extrapolate a
    /// shock by elasticities and need none, unless exogenous columns are in them.
    /// </summary>
    public bool Filtered => !Logs || Estimation == HarEstimation.Penalized;
}
