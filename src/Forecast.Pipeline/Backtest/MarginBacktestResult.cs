using Forecast.Core.Margin;

namespace Forecast.Pipeline.Backtest;

/// <summary>A back-test of margins and what it says of the methods.</summary>
/// <param name="Backtest">The back-test.</param>
/// <param name="Comparisons">The methods side by side.</param>
/// <param name="Reactions">What they did around named crashes.</param>
public sealed record MarginBacktestResult(BacktestResult Backtest, IReadOnlyList<MarginComparison> Comparisons, IReadOnlyList<MarginReaction> Reactions)
{
    /// <summary>Compares the margins of a back-test.</summary>
    public static MarginBacktestResult Of(BacktestResult backtest, CancellationToken stop = default) => new(backtest, MarginComparison.Of(backtest.Margins, stop), MarginReaction.Of(backtest.Margins));
}
