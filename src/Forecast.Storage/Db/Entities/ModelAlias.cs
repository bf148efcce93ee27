namespace Forecast.Storage.Db.Entities;

/// <summary>
/// A decision that from some instant on a model is champion (margins and pages are made from it) or challenger (it would be the better one). Only ever added, so that which model was
/// champion when can be answered; the newest decision that is effective and known counts. Key: scope, alias, number.
/// </summary>
public sealed class ModelAlias
{
    /// <summary>Of which prices: <see cref="Market"/> or <see cref="Simulated"/>. What made-up prices say of a model decides nothing about real ones.</summary>
    public required string Scope { get; init; }

    /// <summary><see cref="Champion"/> or <see cref="Challenger"/>.</summary>
    public required string Alias { get; init; }

    /// <summary>1, 2, … without gaps: of two who decide at once, one is refused.</summary>
    public required int Number { get; init; }

    /// <summary>Id in the catalogue of models.</summary>
    public required string Model { get; init; }

    /// <summary>Whether it says that from now on the model is not what the alias says, and no other is: a challenger that was followed, or no longer is the better one. A champion is never withdrawn.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>First as-of that it is about.</summary>
    public required long EffectiveAt { get; init; }

    /// <summary>When it became known.</summary>
    public required long DecidedAt { get; init; }

    /// <summary>A person's name, or <see cref="Policy"/>.</summary>
    public required string DecidedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>What it stands on, as canonical JSON.</summary>
    public required string Evidence { get; init; }

    public const string Champion = "champion", Challenger = "challenger", Market = "market", Simulated = "simulated", Policy = "policy";
}
