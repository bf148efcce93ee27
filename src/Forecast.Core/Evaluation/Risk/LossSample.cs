using Forecast.Core.Market;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Forecast variances of one instrument and the losses of one side that followed: what the tails of losses are estimated from.
/// <para>Units: losses are simple returns, signed; variances of log returns over the horizon; origins in Unix microseconds, increasing.</para>
/// <para>Shapes: one length for all columns. A loss is null where a price is missing or not known yet.</para>
/// </summary>
/// <param name="Horizon">Over which losses are made.</param>
/// <param name="Origins">Origins.</param>
/// <param name="Variance">Forecasts, above 0.</param>
/// <param name="Losses">Losses over (origin, origin + horizon].</param>
public sealed record LossSample(TimeSpan Horizon, long[] Origins, double[] Variance, double?[] Losses)
{
    /// <summary>The instant at which the loss of row <paramref name="row"/> is known.</summary>
    public long Matures(int row) => Origins[row] + Duration.Microseconds(Horizon);

    /// <summary>The sample of a position that loses when the price falls: 1 − P/P₀.</summary>
    public static LossSample OfLong(ForecastTable table, string model, double?[] logReturns) => new(table.Horizon, table.Origins, table.Of(model), Array.ConvertAll(logReturns, r => -Simple(r)));

    /// <summary>The sample of a position that loses when the price rises: P/P₀ − 1.</summary>
    public static LossSample OfShort(ForecastTable table, string model, double?[] logReturns) => new(table.Horizon, table.Origins, table.Of(model), Array.ConvertAll(logReturns, Simple));

    private static double? Simple(double? logReturn) => logReturn is { } r ? Math.Exp(r) - 1 : null;
}
