using Forecast.Core.Models;

namespace Forecast.Learning;

/// <summary>The volatility models that are learnt by a library; adding one is one line here.</summary>
public static class LearnedModelCatalog
{
    /// <summary>Every one, in the order of scorecards.</summary>
    public static IReadOnlyList<IVolatilityModel> All { get; } =
    [
        new LightGbmModel(),
        new FastTreeGammaModel(),
    ];
}
