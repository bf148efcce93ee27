namespace Forecast.Core.Models;

/// <summary>
/// A fitted model: immutable, small, the same bits from the same history. It is stored as JSON, with its ensemble where it has one, named by its hash.
/// </summary>
/// <param name="ModelId">Id in the <c>ModelCatalog</c>.</param>
/// <param name="Horizon">The forecast horizon it was fitted for.</param>
/// <param name="Origin">Unix microseconds; nothing later than this was read.</param>
/// <param name="Observations">Number of rows that entered the estimation.</param>
/// <param name="Status">How the estimation ended; never <see cref="FitStatus.Failed"/>.</param>
/// <param name="Parameters">Names and values, in the model's stated order, in natural (unscaled) units.</param>
public sealed record FittedModel(string ModelId, TimeSpan Horizon, long Origin, int Observations, FitStatus Status, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>The trees of a boosted model; null for models that their parameters say all of.</summary>
    public FittedEnsemble? Ensemble { get; init; }

    /// <summary>The value of the parameter <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public double this[string name] =>
        (Parameters.FirstOrDefault(p => p.Name == name) ?? throw new KeyNotFoundException($"model {ModelId} has no parameter '{name}'; it has {string.Join(", ", Parameters.Select(p => p.Name))}")).Value;

    /// <summary>Equal where every field, every parameter and the ensemble is.</summary>
    public bool Equals(FittedModel? other) =>
        other is not null && ModelId == other.ModelId && Horizon == other.Horizon && Origin == other.Origin && Observations == other.Observations
        && Status == other.Status && Parameters.SequenceEqual(other.Parameters) && Equals(Ensemble, other.Ensemble);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ModelId, Horizon, Origin, Observations, Status, Parameters.Count);
}
