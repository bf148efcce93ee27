namespace Forecast.Core.Models;

/// <summary>
/// Models of the catalogue with a part left out: what a back-test compares to say what the part is worth. They are in no catalogue, and no night runs them.
/// </summary>
public static class ModelAblations
{
    /// <summary>The pooled regression without a block of regressors, without its season, and with a shorter past; the combination without a member.</summary>
    public static IReadOnlyList<IVolatilityModel> All { get; } =
    [
        .. PooledRecipe.Blocks.Except(PooledRecipe.Regression.Without).Select(b => new PooledGammaModel($"pooled-gamma-without-{b}", PooledRecipe.Regression with { Without = [.. PooledRecipe.Regression.Without, b] })),
        new PooledGammaModel("pooled-gamma-without-season", PooledRecipe.Regression with { HasSeason = false }),
        .. ((int[])[365, 730, 1460]).Select(d => new PooledGammaModel($"pooled-gamma-{d}d", PooledRecipe.Regression with { Days = d })),
        .. ModelCatalog.Members.Select(m => new CombinationModel(
            $"combination-without-{m.Model.Id}", $"The combination without {m.Model.Id}", CombinationRules.Experts, [.. ModelCatalog.Members.Where(other => other != m)])),
    ];

    /// <summary>What they are parts of.</summary>
    public static IReadOnlyList<IVolatilityModel> Wholes { get; } = [ModelCatalog.Get(ModelCatalog.Champion), ModelCatalog.Get("pooled-gamma")];

    /// <summary>The id of what <paramref name="id"/> is a part of; null where it is none of <see cref="All"/>.</summary>
    public static string? WholeOf(string id) => All.Any(m => m.Id == id) ? Wholes.Single(w => id.StartsWith(w.Id + "-", StringComparison.Ordinal)).Id : null;
}
