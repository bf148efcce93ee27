using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin rates of one side, target and confidence c at every origin T of a sample, from what had matured at T only (origin + MPOR ≤ T).
/// <code>
/// static      q_c(loss_s)
/// dynamic     σ_T · q_c(loss_s / σ_s),            σ² ← 0.94 σ² + 0.06 r², r the daily log return
/// ewmat       loss(√d σ_T · t_ν(c')),               ν from the standardised returns so far, c' = c at the close, (1 + c)/2 for the worst of a path
/// historicalyear  q_c(loss_s) of the last 250
/// predictive  loss(√g_T · q_c(z) · e^κ),   z = x_s / √g_s,   x the log move against the position, g from the combined forecast (<see cref="MarginSample"/>)
/// </code>
/// <para>The predictive tail is that of <see cref="MoveTail"/>, κ of <see cref="CoverageControl"/>, fed by the breaches of the predictive rates themselves. Elsewhere q_c is the order statistic of rank ⌈n·c⌉ of ascending losses, without interpolation: the smallest past loss that covers at least the share c. No rate
/// is below 0, and a long's is below 1, since a long cannot lose more than its notional; a volatility that scales past losses may say otherwise.</para>
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
        var (history, sigma) = (sample.History, DailySigma(sample.History.DailyReturn));
        var (student, returns, last) = (new StudentFit(), 0, new Queue<double>());
        var (losses, scaled, moves) = (new SortedSample(), new SortedSample(), new SortedSample());
        var stress = new StressYear(confidence);
        var control = new CoverageControl(Math.Min(1, TimeSpan.FromDays(1) / sample.Period));
        var (rates, watched) = (new RawRates?[sample.Count], new double?[sample.Count]);
        var (day, row) = (0, 0);
        for (var t = 0; t < sample.Count; t++)
        {
            for (; day < history.Origins.Length && history.Origins[day] + Duration.Microseconds(sample.Period) <= sample.Origins[t]; day++)
            {
                double? over = history.Moves[day] is { } move ? Move.Loss(side, move.Against(side, target)) : null;
                stress.Add(history.Origins[day], history.DailyReturn[day], over);
                if (over is not { } loss) continue;
                losses.Add(loss);
                last.Enqueue(loss);
                if (last.Count > LeastScenarios) last.Dequeue();
                if (sigma[day] is { } daily) scaled.Add(loss / daily);
            }
            for (; row < t && sample.Matures(row) <= sample.Origins[t]; row++)
            {
                if (sample.Moves[row] is not { } move) continue;
                moves.Add(move.Against(side, target) / Math.Sqrt(sample.MarginVariance[row]));
                if (watched[row] is { } rate) control.Observe(Move.Loss(side, move.Against(side, target)) > rate);
            }
            for (; returns < history.Origins.Length && history.Origins[returns] <= sample.Origins[t]; returns++)
            {
                if (returns > 0 && history.DailyReturn[returns] is { } r && sigma[returns - 1] is { } before) student.Add(r / before);
            }
            var today = Array.BinarySearch(history.Origins, sample.Origins[t]);
            if (moves.Count < LeastScenarios || today < 0 || sigma[today] is not { } now) continue;
            var (tail, variance, factor) = (MoveTail.Of(moves.ToArray()), sample.MarginVariance[t], control.Factor);
            var quantile = tail.Quantile(confidence);
            watched[t] = Predictive(side, variance, tail.Quantile(CoverageControl.Confidence), factor);
            rates[t] = new RawRates(
                Bounded(side, losses.Quantile(confidence)),
                Bounded(side, now * scaled.Quantile(confidence)),
                Bounded(side, Move.Loss(side, now * Math.Sqrt(sample.Period.TotalDays) * StudentFit.Quantile(student.Freedom, target == MarginTarget.Close ? confidence : (1 + confidence) / 2))),
                Bounded(side, OrderStatistic.Of([.. last.Order()], confidence)),
                Predictive(side, variance, quantile, factor),
                Predictive(side, variance, confidence >= 0.9 ? tail.Shortfall(confidence) : quantile, factor),
                stress.Rate is { } worst ? Bounded(side, worst) : null, quantile, factor, moves.Count);
        }
        return rates;
    }

    /// <summary>The standardised moves z against a side that had matured at row <paramref name="row"/>, ascending: the scenarios of its predictive rate.</summary>
    public static double[] Scenarios(MarginSample sample, PositionSide side, MarginTarget target, int row) =>
        [.. Enumerable.Range(0, sample.Count).Where(s => sample.Matures(s) <= sample.Origins[row] && sample.Moves[s] is not null)
            .Select(s => sample.Moves[s]!.Value.Against(side, target) / Math.Sqrt(sample.MarginVariance[s])).Order()];

    /// <summary>The predictive rate of a side from the variance g, the tail of the standardised moves against it, and the factor of coverage control.</summary>
    public static double Predictive(PositionSide side, double variance, double tail, double control) => Bounded(side, Move.Loss(side, Math.Sqrt(variance) * tail * control));

    private static double Bounded(PositionSide side, double rate) => Math.Clamp(rate, 0, side == PositionSide.Long ? Math.BitDecrement(1.0) : double.MaxValue);

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
