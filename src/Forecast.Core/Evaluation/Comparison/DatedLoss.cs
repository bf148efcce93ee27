using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Losses of two models at one origin, averaged over the instruments that have a row there. Instruments move together, so that origins, not rows, are what a panel has many of.
/// </summary>
/// <param name="Origin">Unix microseconds.</param>
/// <param name="Count">Instruments.</param>
/// <param name="First">Mean loss of the model that is judged.</param>
/// <param name="Second">Mean loss of the model that it is compared with.</param>
public readonly record struct DatedLoss(long Origin, int Count, double First, double Second)
{
    /// <summary>First − second.</summary>
    public double Difference => First - Second;

    /// <summary>One for every origin of <paramref name="rows"/>, in time order.</summary>
    /// <exception cref="ArgumentException">An instrument has two rows at one origin.</exception>
    public static IReadOnlyList<DatedLoss> Of(IEnumerable<PairedLoss> rows) => [.. rows.GroupBy(r => r.Origin).OrderBy(g => g.Key).Select(g => Mean(g.Key, [.. g]))];

    private static DatedLoss Mean(long origin, PairedLoss[] rows)
    {
        if (rows.GroupBy(r => r.Symbol).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
            throw new ArgumentException($"{twice} has more than one row at {Instant.Format(origin)}; give one a model pair, instrument and origin", nameof(rows));
        return new DatedLoss(origin, rows.Length, rows.Average(r => Guard.Finite(r.First, nameof(PairedLoss.First))), rows.Average(r => Guard.Finite(r.Second, nameof(PairedLoss.Second))));
    }
}
