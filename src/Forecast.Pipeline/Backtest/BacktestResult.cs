using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Models;
using Forecast.Sources;

namespace Forecast.Pipeline.Backtest;

/// <summary>What a back-test found.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Simulated">Whether the prices are simulated.</param>
/// <param name="Deliveries">The input of each instrument, without its bars.</param>
/// <param name="Forecasts">One table for each instrument and horizon, cut to the origins asked for whose target is complete.</param>
/// <param name="Bands">Intervals and early warnings, by table, then model.</param>
/// <param name="Scores">Scores, by instrument, horizon and model.</param>
/// <param name="Tails">Tails of losses by the model that is shown, by horizon, side, instrument and origin.</param>
/// <param name="Margins">Margins charged and losses, by instrument, period, confidence, target, side, origin and method.</param>
/// <param name="Notes">What could not be done, and why.</param>
public sealed record BacktestResult(
    BacktestRequest Request, bool Simulated, IReadOnlyList<SourceDelivery> Deliveries, IReadOnlyList<ForecastTable> Forecasts,
    IReadOnlyDictionary<ForecastTable, IReadOnlyDictionary<string, ModelBands>> Bands,
    IReadOnlyList<Score> Scores, IReadOnlyList<TailForecast> Tails, IReadOnlyList<MarginBacktestRow> Margins, IReadOnlyList<string> Notes)
{
    /// <summary>How far blocks of regressors move the pooled regression, at its last refit in the range; empty where it was not asked for.</summary>
    public IReadOnlyList<BlockEffect> Effects { get; init; } = [];

    /// <summary>The policy with one setting changed at a time, where that was asked for.</summary>
    public IReadOnlyList<MarginFrontier> Frontier { get; init; } = [];

    /// <summary>Bands of the model that is shown, by instrument and horizon.</summary>
    public IEnumerable<ModelBands> Shown => Bands.Values.Select(b => b[Request.Shown]);
}
