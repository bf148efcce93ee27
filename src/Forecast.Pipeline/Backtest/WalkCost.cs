using Forecast.Core.Evaluation;
using Forecast.Core.Models;

namespace Forecast.Pipeline.Backtest;

/// <summary>
/// What a walk costs by model, roughly, so that what is left can be told from what is done: milliseconds of a year's walk, measured on seven instruments. What is learnt of a pool is learnt in its first instrument's walk, and only read in the others'.
/// </summary>
/// <param name="models">The models of the walk.</param>
/// <param name="horizon">Its horizon.</param>
/// <param name="hasToLearn">Whether it is the first instrument's.</param>
internal sealed class WalkCost(IReadOnlyList<IVolatilityModel> models, TimeSpan horizon, bool hasToLearn)
{
    private const double Learning = 15_000, Reading = 200, WithinDay = 1200, OfDays = 600;

    private readonly Dictionary<IVolatilityModel, (double Cost, double Share)> _parts = WalkForward.Walked(models).ToDictionary(m => m, m => (Of(m, horizon, hasToLearn), 0.0));

    /// <summary>Of the whole walk.</summary>
    public double All => _parts.Values.Sum(p => p.Cost);

    /// <summary>The share of the walk that is done once this share of <paramref name="model"/>'s origins is.</summary>
    public double Share(IVolatilityModel model, double share)
    {
        _parts[model] = _parts[model] with { Share = share };
        return _parts.Values.Sum(p => p.Cost * p.Share) / All;
    }

    // Pools are learnt from fewer rows where targets are longer; walks within a day have more origins and longer series.
    private static double Of(IVolatilityModel model, TimeSpan horizon, bool hasToLearn) =>
        model.IsPooled ? hasToLearn ? Learning * (horizon < TimeSpan.FromDays(2) ? 1 : horizon < TimeSpan.FromDays(7) ? 0.7 : 0.35) : Reading
        : horizon < TimeSpan.FromDays(1) ? WithinDay : OfDays;
}
