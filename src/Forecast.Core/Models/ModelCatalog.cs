namespace Forecast.Core.Models;

/// <summary>Every volatility model of the program, in the order of scorecards; adding one is one line here.</summary>
public static class ModelCatalog
{
    /// <summary>The benchmark of every comparison.</summary>
    public const string Benchmark = "log-har";

    /// <summary>The first champion: margins are made from it until a decision in the registry says otherwise.</summary>
    public const string Champion = "combination";

    /// <summary>What is combined; the shares were chosen on the second half of 2023, with 2024 in sight.</summary>
    public static IReadOnlyList<CombinationMember> Members { get; } =
    [
        new(new PooledGammaModel(), 0.45),
        new(new PooledNetModel(), 0.45),
        new(new GarchModel(), 0.1),
    ];

    /// <summary>What a night trains, scores and publishes: the combination, its members, the benchmark, and the moving average that reacts but does not foresee.</summary>
    public static IReadOnlyList<IVolatilityModel> Nightly { get; } =
    [
        new CombinationModel(Champion, "Members weighted by their losses so far, in logs: what the program stands behind", CombinationRules.Experts, Members),
        .. Members.Select(m => m.Model),
        new LogHarModel(),
        new EwmaModel(),
    ];

    /// <summary>Every model; those that no night runs are for back-tests.</summary>
    public static IReadOnlyList<IVolatilityModel> All { get; } =
    [
        .. Nightly,
        new CombinationModel("combination-trimmed", "Trimmed mean in logs of the combination's members", CombinationRules.TrimmedMean, Members),
        new CombinationModel("combination-median", "Median of the combination's members", CombinationRules.Median, Members),
        new CombinationModel("combination-inverse-loss", "The combination's members weighted by the inverse of their losses, in logs", CombinationRules.InverseLoss, Members),
        new HarModel(),
        new SeasonalLogHarModel(),
        new HarXModel(),
        new HarJumpModel(),
        new HarContinuousJumpModel(),
        new HarqModel(),
        new HarqFullModel(),
        new SemivarianceHarModel(),
        new ContinuousHarModel(),
        new ExponentialHarModel(),
        new WeightedHarModel(),
        new GammaHarModel(),
        new SsaModel(),
        new ReturnVolatilityModel("gjr", "GJR-GARCH(1,1,1) with Student-t errors of daily (below a day: hourly) log returns, rescaled to realised variance", "gjr", [1, 1, 1], "t"),
        new ReturnVolatilityModel("tarch", "Threshold ARCH(1,1,1) of the standard deviation, Student-t errors, rescaled to realised variance", "tarch", [1, 1, 1], "t"),
        new ReturnVolatilityModel("egarch", "Exponential GARCH(1,1,1) with Gaussian errors, rescaled to realised variance", "egarch", [1, 1, 1], "normal"),
        new ReturnVolatilityModel("harch", "HARCH of 1, 7 and 30 steps with Student-t errors, rescaled to realised variance", "harch", [1, 7, 30], "t"),
        new ReturnVolatilityModel("figarch", "FIGARCH(1,d,1) with Student-t errors: shocks die out hyperbolically; rescaled to realised variance", "figarch", [1, 1], "t"),
        new ReturnVolatilityModel("aparch", "Asymmetric power ARCH(1,1,1) with Student-t errors: the power of the standard deviation is estimated; rescaled to realised variance", "aparch", [1, 1, 1], "t"),
        new ReturnVolatilityModel("component-garch", "Component GARCH(1,1) with Student-t errors: the variance reverts to a level that moves slowly itself; rescaled to realised variance", "component-garch", [], "t"),
        new GarchXModel(),
        new RiskMetrics2006Model(),
        new HeavyModel(),
        new RealizedGarchModel(),
    ];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IVolatilityModel Get(string id) =>
        All.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
