using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Some rows of a panel under one name: a state of the market, or what is left without a crash. A finding that holds in each of them does not hang on a few days.
/// <para>Terciles: by the ranks of a volatility that was known at the origin, for each instrument by itself; ties go to the lower third.</para>
/// </summary>
/// <param name="Name">Name of the group.</param>
/// <param name="Rows">Its rows, in the order given.</param>
public sealed record LossGroup(string Name, IReadOnlyList<PairedLoss> Rows)
{
    private static readonly string[] Terciles = ["low volatility", "middle volatility", "high volatility"];

    /// <summary>Rows by a regime that was known at the origin, groups in order of name.</summary>
    public static IReadOnlyList<LossGroup> ByRegime(IEnumerable<PairedLoss> rows, Func<PairedLoss, string> regime) =>
        [.. rows.GroupBy(regime).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new LossGroup(g.Key, [.. g]))];

    /// <summary>Rows by tercile of <paramref name="volatility"/>, the calm ones first.</summary>
    public static IReadOnlyList<LossGroup> ByTercile(IReadOnlyCollection<PairedLoss> rows, Func<PairedLoss, double> volatility)
    {
        var bounds = rows.GroupBy(r => r.Symbol).ToDictionary(g => g.Key, g =>
        {
            double[] sorted = [.. g.Select(r => Guard.Finite(volatility(r), nameof(volatility))).Order()];
            return (Low: OrderStatistic.Of(sorted, 1.0 / 3), High: OrderStatistic.Of(sorted, 2.0 / 3));
        });
        int Tercile(PairedLoss row) => volatility(row) is var v && v <= bounds[row.Symbol].Low ? 0 : v <= bounds[row.Symbol].High ? 1 : 2;
        return [.. Terciles.Select((name, k) => new LossGroup(name, [.. rows.Where(r => Tercile(r) == k)]))];
    }

    /// <summary>One group an instrument, in order of symbol.</summary>
    public static IReadOnlyList<LossGroup> ByInstrument(IEnumerable<PairedLoss> rows) => ByRegime(rows, r => r.Symbol);

    /// <summary>The rows whose targets, of length <paramref name="horizon"/>, have no part in one of the weeks.</summary>
    public static LossGroup Without(IEnumerable<PairedLoss> rows, TimeSpan horizon, params IReadOnlyList<CrashWeek> weeks) => new(
        $"without {string.Join(", ", weeks.Select(w => w.Name))}", [.. rows.Where(r => !weeks.Any(w => r.Origin < w.To && r.Origin + Duration.Microseconds(horizon) > w.From))]);

    /// <summary>The week whose origins have the largest sum of both models' losses, averaged over instruments; null without rows.</summary>
    public static CrashWeek? WorstWeek(IEnumerable<PairedLoss> rows) =>
        DatedLoss.Of(rows).GroupBy(d => CrashWeek.Start(d.Origin)).MaxBy(w => w.Sum(d => d.First + d.Second)) is { } worst
            ? new CrashWeek($"the worst week, from {Instant.Day(worst.Key):yyyy-MM-dd}", worst.Key)
            : null;
}
