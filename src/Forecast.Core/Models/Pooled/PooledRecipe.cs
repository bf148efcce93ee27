namespace Forecast.Core.Models;

/// <summary>What a pooled model is made of; what is left out of the whole is for asking what it is worth.</summary>
public sealed record PooledRecipe
{
    /// <summary>Everything.</summary>
    public static PooledRecipe Whole { get; } = new();

    /// <summary>Blocks of regressors that are left out, of <see cref="Blocks"/>.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Whether variances are taken without their season, and forecasts with that of the hours to come.</summary>
    public bool HasSeason { get; init; } = true;

    /// <summary>Days before a refit that are learnt from; null: all.</summary>
    public int? Days { get; init; }

    /// <summary>Names of the blocks.</summary>
    public static IReadOnlyList<string> Blocks { get; } = [.. PooledFeatures.All.Select(f => f.Block).Distinct()];
}
