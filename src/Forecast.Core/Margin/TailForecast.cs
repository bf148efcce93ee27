using Forecast.Core.Evaluation;

namespace Forecast.Core.Margin;

/// <summary>The tail of a loss that was stated, and the loss that followed.</summary>
/// <param name="Symbol">Instrument.</param>
/// <param name="Horizon">Over which the loss is made.</param>
/// <param name="Origin">Unix microseconds.</param>
/// <param name="Side">Whose loss.</param>
/// <param name="Tail">Its tail, as shares of notional.</param>
/// <param name="Loss">The loss, a simple return; gains negative.</param>
public sealed record TailForecast(string Symbol, TimeSpan Horizon, long Origin, PositionSide Side, LossTail Tail, double Loss);
