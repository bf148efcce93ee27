using Forecast.Core.Models;
using Forecast.Learning;

namespace Forecast.Pipeline.Backtest;

/// <summary>Every model that a back-test can run: those of Core and the learnt ones.</summary>
public static class BacktestModelCatalog
{
    /// <summary>In the order of scorecards.</summary>
    public static IReadOnlyList<IVolatilityModel> All { get; } = [.. ModelCatalog.All, .. LearnedModelCatalog.All];

    /// <summary>These, and those with a part left out.</summary>
    public static IReadOnlyList<IVolatilityModel> Known { get; } = [.. All, .. ModelAblations.All];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IVolatilityModel Get(string id) =>
        Known.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
