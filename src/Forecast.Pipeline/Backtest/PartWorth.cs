using Forecast.Core.Evaluation;
using Forecast.Core.Measures;
using Forecast.Core.Models;

namespace Forecast.Pipeline.Backtest;

/// <summary>What a part of a model is worth at a horizon: the loss without it over that of the whole, above 1 where it is worth something.</summary>
/// <param name="Whole">Id of the whole.</param>
/// <param name="Part">What is left out, in words.</param>
/// <param name="Horizon">Horizon.</param>
/// <param name="Ratio">Of mean QLIKE over instruments, with a 90 % interval of <see cref="LossComparison"/>.</param>
public sealed record PartWorth(string Whole, string Part, TimeSpan Horizon, IntervalEstimate Ratio)
{
    /// <summary>Whether the interval leaves 1 out.</summary>
    public bool IsTold => Ratio.Lower > 1 || Ratio.Upper < 1;

    /// <summary>Of every part that <paramref name="tables"/> have beside its whole, by whole, part and horizon; one that cannot be compared, with too few origins, is left out.</summary>
    public static IReadOnlyList<PartWorth> Of(IReadOnlyList<ForecastTable> tables) =>
    [
        .. from part in tables.SelectMany(t => t.Models).Distinct()
           let whole = ModelAblations.WholeOf(part)
           where whole is not null
           orderby whole
           from panel in tables.Where(t => t.Models.Contains(part) && t.Models.Contains(whole)).GroupBy(t => t.Horizon).OrderBy(g => g.Key)
           let ratio = LossComparison.Of(PairedLoss.Of(panel, part, whole), TargetTable.StepsOf(panel.Key), 0.90).Value?.RatioOfMeans
           where ratio is not null
           select new PartWorth(whole, Words(part[(whole.Length + 1)..]), panel.Key, ratio),
    ];

    private static string Words(string part) => part.StartsWith("without-", StringComparison.Ordinal) ? $"without {part["without-".Length..]}" : $"{part} of past only";
}
