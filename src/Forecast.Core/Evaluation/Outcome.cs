using System.Diagnostics.CodeAnalysis;

namespace Forecast.Core.Evaluation;

/// <summary>A result, or the reason why there is none: too few rows, no exceedance, losses that are all equal. A statistic is never a NaN.</summary>
public sealed record Outcome<T>
    where T : class
{
    /// <summary>A result.</summary>
    public Outcome(T value) => Value = value;

    /// <summary>No result.</summary>
    public Outcome(string undefined) => Undefined = undefined;

    /// <summary>The result; null where there is none.</summary>
    public T? Value { get; }

    /// <summary>Why there is no result; null where there is one.</summary>
    public string? Undefined { get; }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says why.</exception>
    [MemberNotNull(nameof(Value))]
    public T Get() => Value ?? throw new InvalidOperationException($"undefined: {Undefined}");

    public static implicit operator Outcome<T>(T value) => new(value);
}
