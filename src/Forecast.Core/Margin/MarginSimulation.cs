using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin rates of one side, target and confidence c at every origin T of a sample, from what had matured at T only (origin + MPOR ≤ T).
/// <code>
/// static      q_c(loss_s)
/// dynamic     σ_T · q_c(loss_s / σ_s),            σ² ← 0.94 σ² + 0.06 r², r the daily log return
/// predictive  loss(√f_T · q_c(x_s / √f_s)),       x the log move against the position, f the combined forecast variance over the MPOR
/// </code>
/// <para>q_c is the order statistic of rank ⌈n·c⌉ without interpolation. A long's predictive rate is 1 − e^−x and so below 1, a short's e^x − 1; no rate is
/// below 0.</para>
/// <para>Units: shares of notional. Domain: c in [0.5, 1); at least <see cref="LeastScenarios"/> matured periods, else the origin has no rates.</para>
/// <para>Reference: Barone-Adesi, Giannopoulos and Vosper (1999), Journal of Futures Markets 19 (filtered historical simulation); RiskMetrics (1996).</para>
/// </summary>
public static class MarginSimulation
{
    /// <summary>Fewest matured periods: a 99.5 % quantile of fewer is its largest value.</summary>
    public const int LeastScenarios = 250;

    private const double Decay = 0.94;

    // Days of daily returns whose mean square starts the moving average.
    private const int Start = 30;

    /// <summary>Rates at every origin; null where too little had matured.</summary>
    public static RawRates?[] Rates(MarginSample sample, PositionSide side, MarginTarget target, double confidence)
    {
        Guard.InRange(confidence, 0.5, 1 - 1e-9);
        var sigma = DailySigma(sample.DailyReturn);
        var (losses, scaled, moves) = (new SortedSample(), new SortedSample(), new SortedSample());
        var rates = new RawRates?[sample.Count];
        var matured = 0;
        for (var t = 0; t < sample.Count; t++)
        {
            for (; matured < t && sample.Matures(matured) <= sample.Origins[t]; matured++)
            {
                if (sample.Moves[matured] is not { } move) continue;
                var against = move.Against(side, target);
                var loss = Move.Loss(side, against);
                losses.Add(loss);
                if (sigma[matured] is { } daily) scaled.Add(loss / daily);
                moves.Add(against / Math.Sqrt(sample.ForecastVariance[matured]));
            }
            if (losses.Count < LeastScenarios || scaled.Count < LeastScenarios - Start || sigma[t] is not { } now) continue;
            rates[t] = new RawRates(
                Math.Max(0, losses.Quantile(confidence)),
                Math.Max(0, now * scaled.Quantile(confidence)),
                Math.Max(0, Move.Loss(side, Math.Sqrt(sample.ForecastVariance[t]) * moves.Quantile(confidence))),
                losses.Count);
        }
        return rates;
    }

    /// <summary>The standardised moves x/√f against a side that had matured at the sample's last origin, ascending: the scenarios of its predictive rate.</summary>
    public static double[] Scenarios(MarginSample sample, PositionSide side, MarginTarget target)
    {
        var last = sample.Origins[^1];
        return [.. Enumerable.Range(0, sample.Count).Where(s => sample.Matures(s) <= last && sample.Moves[s] is not null)
            .Select(s => sample.Moves[s]!.Value.Against(side, target) / Math.Sqrt(sample.ForecastVariance[s])).Order()];
    }

    // σ of row t uses returns up to the origin of row t; a missing day leaves it as it was.
    private static double?[] DailySigma(double?[] returns)
    {
        var sigma = new double?[returns.Length];
        var (first, variance) = (new List<double>(), 0.0);
        for (var t = 0; t < returns.Length; t++)
        {
            if (returns[t] is { } r)
            {
                if (first.Count < Start)
                {
                    first.Add(r * r);
                    if (first.Count == Start) variance = first.Average();
                }
                else
                {
                    variance = (Decay * variance) + ((1 - Decay) * r * r);
                }
            }
            if (first.Count == Start && variance > 0) sigma[t] = Math.Sqrt(variance);
        }
        return sigma;
    }
}
