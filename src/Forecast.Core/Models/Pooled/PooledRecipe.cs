namespace Forecast.Core.Models;

/// <summary>What a pooled model is made of; what is left out of the whole is for asking what it is worth.</summary>
public sealed record PooledRecipe
{
    /// <summary>What the pooled regression is made of, and the trees on it.</summary>
    public static PooledRecipe Regression { get; } = new() { Without = ["returns"] };

    /// <summary>What nets are made of: semivariances and longer returns too, but not the shape of an hour, which is not there before bars are shorter than one.</summary>
    public static PooledRecipe Net { get; } = new() { Without = ["shape"] };

    /// <summary>Blocks of regressors that are left out, of <see cref="Blocks"/>.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Whether variances are taken without their season, and forecasts with that of the hours to come.</summary>
    public bool HasSeason { get; init; } = true;

    /// <summary>Days before a refit that are learnt from; null: all.</summary>
    public int? Days { get; init; }

    /// <summary>Names of the blocks.</summary>
    public static IReadOnlyList<string> Blocks { get; } = [.. PooledFeatures.All.Select(f => f.Block).Distinct()];
}
