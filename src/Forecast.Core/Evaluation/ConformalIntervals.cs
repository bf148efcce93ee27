using System.Runtime.InteropServices;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Intervals for the realised variance by adaptive conformal prediction on log residuals that are freed of the volatility regime.
/// <code>[v(u₍(n+1)λ₎), v(u₍(n+1)(1−υ)₎)],   λ and υ from α/2 by AdaptiveLevel, γ = 0.005</code>
/// <para>u are the last n ≤ <see cref="RegimeResiduals.Window"/> standardised residuals of <see cref="RegimeResiduals"/>, read between neighbours in proportion and never beyond the outermost; v turns one into a variance
/// at the row's forecast. The two sides' levels λ and υ follow the last <see cref="Path"/> complete targets, each judged at its own origin, from the nominal level on: a finite path, so that a walk that begins earlier has the same bits.
/// What a narrower standard interval holds a wider one holds too: sides are only ever moved outwards from 80 to 90 to 95 %.</para>
/// <para>Memory: <see cref="Reach"/> complete targets with a residual; <see cref="WalkStart"/> says where a walk begins for them.</para>
/// <para>Domain: at least <see cref="Least"/> residuals, and one beyond each nominal bound; with fewer there is no interval.</para>
/// <para>Reference: Gibbs and Candès (2021), NeurIPS 34, eq. 2; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman (2018), JASA 113, section 5.2.</para>
/// </summary>
public static class ConformalIntervals
{
    /// <summary>Fewest residuals for an interval.</summary>
    public const int Least = 60;

    /// <summary>Outcomes that the levels follow: the latest ones.</summary>
    public const int Path = 80;

    /// <summary>Complete targets that an interval hangs on.</summary>
    public const int Reach = Path + RegimeResiduals.Window + RegimeResiduals.ScaleWindow;

    private const double Rate = 0.005;

    /// <summary>The coverages of the standard intervals, from the narrowest.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.80, 0.90, 0.95];

    /// <summary>Bounds at <paramref name="coverage"/> for every row of <paramref name="model"/>; null where too few targets were complete.</summary>
    public static (double Lower, double Upper)?[] Of(ForecastTable table, string model, double coverage) =>
        Of(table, model, [.. Levels.Where(l => l < Guard.InRange(coverage, 0.5, 0.99)), coverage])[^1];

    /// <summary>Bounds at the standard coverages, by coverage, then row.</summary>
    public static (double Lower, double Upper)?[][] Of(ForecastTable table, string model) => Walk(table, model, Levels).Bounds;

    /// <summary>Those at the last row, by coverage, from the rows that they hang on alone: a few hundred, however long the walk.</summary>
    public static (double Lower, double Upper)?[] AtLast(ForecastTable table, string model)
    {
        var (first, missing) = (table.Count - 1, Reach + (3 * TargetTable.StepsOf(table.Horizon)));
        while (first > 0 && missing > 0) missing -= table.Realized[--first] > 0 ? 1 : 0;
        return [.. Of(table.Rows([.. Enumerable.Range(first, table.Count - first)]), model).Select(b => b[^1])];
    }

    /// <summary>
    /// The same, with where each outcome fell among the n residuals known at its origin: k/(n + 1) at the k-th of them, 0 below and 1 above all; uniform where the forecast distribution is right. Null without a target, or too few residuals.
    /// </summary>
    public static ((double Lower, double Upper)?[][] Bounds, double?[] Places) Judged(ForecastTable table, string model) => Walk(table, model, Levels);

    private static (double Lower, double Upper)?[][] Of(ForecastTable table, string model, IReadOnlyList<double> levels) => Walk(table, model, levels).Bounds;

    private static ((double Lower, double Upper)?[][] Bounds, double?[] Places) Walk(ForecastTable table, string model, IReadOnlyList<double> levels)
    {
        var residuals = new RegimeResiduals(table, model);
        var bounds = levels.Select(_ => new (double, double)?[table.Count]).ToArray();
        // Where each outcome fell in the distribution at its origin, from below and from above: by row, and in the order in which targets were complete.
        var place = new double?[table.Count];
        var (fromBelow, fromAbove, judged) = (new List<double>(), new List<double>(), 0);
        for (var r = 0; r < table.Count; r++)
        {
            residuals.Advance(r);
            for (; judged < residuals.Matured.Count; judged++)
            {
                if (place[residuals.Matured[judged]] is not { } p) continue;
                fromBelow.Add(p);
                fromAbove.Add(1 - p);
            }
            var n = residuals.Sorted.Count;
            if (n < Least) continue;
            if (residuals.HasResidual(r)) place[r] = residuals.Position(residuals.Standardized(r)) / (n + 1);
            var (lower, upper) = (double.MaxValue, double.MinValue);
            for (var k = 0; k < levels.Count; k++)
            {
                var tail = (1 - levels[k]) / 2;
                if ((n + 1) * tail < 1 - 1e-9) continue;
                lower = Math.Min(lower, residuals.At((n + 1) * Level(fromBelow, tail)));
                upper = Math.Max(upper, residuals.At((n + 1) * (1 - Level(fromAbove, tail))));
                bounds[k][r] = (residuals.Variance(r, lower), residuals.Variance(r, upper));
            }
        }
        return (bounds, place);
    }

    private static double Level(List<double> places, double tail) => AdaptiveLevel.After(CollectionsMarshal.AsSpan(places)[Math.Max(0, places.Count - Path)..], tail, Rate);
}
