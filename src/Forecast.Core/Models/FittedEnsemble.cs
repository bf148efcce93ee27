namespace Forecast.Core.Models;

/// <summary>The trees of a boosted model, in the form of the library that grew them.</summary>
/// <param name="SchemaHash">Hash of what they were grown on: the regressors by name and order, the horizon, the library's version. Whoever opens the content holds it against his own.</param>
/// <param name="Content">The trees.</param>
public sealed record FittedEnsemble(string SchemaHash, ReadOnlyMemory<byte> Content)
{
    /// <summary>Equal where schema and every byte are.</summary>
    public bool Equals(FittedEnsemble? other) => other is not null && SchemaHash == other.SchemaHash && Content.Span.SequenceEqual(other.Content.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SchemaHash, Content.Length);
}
