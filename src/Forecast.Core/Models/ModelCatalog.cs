namespace Forecast.Core.Models;

/// <summary>Every volatility model of the program, in the order of scorecards; adding one is one line here.</summary>
public static class ModelCatalog
{
    /// <summary>The benchmark of every comparison.</summary>
    public const string Benchmark = "log-har";

    /// <summary>The model that margins are made from.</summary>
    public const string Champion = "combination";

    /// <summary>The single models.</summary>
    public static IReadOnlyList<IVolatilityModel> Members { get; } =
    [
        new EwmaModel(),
        new GarchModel(),
        new HarModel(),
        new LogHarModel(),
    ];

    /// <summary>The single models and their combination.</summary>
    public static IReadOnlyList<IVolatilityModel> All { get; } = [.. Members, new CombinationModel(Members)];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IVolatilityModel Get(string id) =>
        All.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
