using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Paths of a heterogeneous autoregression, the same for the same seed.
/// <code>RV_{t+1} = f_t ε_{t+1},   ε &gt; 0,   E ε = 1;   RQ = q RV²,   BPV = c RV,   RS⁻ = d RV</code>
/// <para>f_t is the fit's forecast from what is known at t, so it is the conditional mean and every variance is positive; in logs this is the regression with ln s + ln ε for its residual.</para>
/// <para>ε is drawn from the errors of a sample (<see cref="ForecastErrors"/>), or has a given variance φ: gamma, as in gamma regression; of a regression of logs lognormal, σ² = ln(1 + φ), whose
/// smearing factor is √(1 + φ).</para>
/// <para>q, c, d and exogenous columns are those of a row of the sample, which is the row of ε where ε is drawn too, so what goes together stays together. Exogenous columns so have no memory.</para>
/// <para>References: Corsi (2009), JFEC 7, for paths of the autoregression; Marsaglia and Tsang (2000), ACM TOMS 26, for gamma variates.</para>
/// </summary>
public static class HarSimulation
{
    /// <summary>
    /// A path of the <paramref name="length"/> steps after <paramref name="history"/>, with every column that the variant reads; <paramref name="dispersion"/> is φ, from 1e-12 to 1, null for errors of the history.
    /// </summary>
    /// <exception cref="ArgumentException">The fit is not of the next row, or the history is no longer than the longest lag.</exception>
    /// <exception cref="InvalidOperationException">The path explodes or dies out.</exception>
    public static SeriesSample Run(HarFit fit, HarObservations history, int length, ulong seed, double? dispersion = null)
    {
        if (fit.Target != HarTarget.Step(1)) throw new ArgumentException($"a path needs a fit of the next row; this one is of rows {fit.Target.From} to {fit.Target.To} ahead", nameof(fit));
        Guard.AtLeast(length, 0);
        if (dispersion is { } given) Guard.InRange(given, 1e-12, 1, nameof(dispersion));
        var first = fit.Terms.Max(t => t.Lag);
        Guard.AtLeast(history.Count, first + 1);

        var (state, row) = (HarState.After(fit, history.First(first)), new double[history.Columns.Count]);
        var forecasts = new double[history.Count - first];
        for (var t = 0; t < forecasts.Length; t++)
        {
            forecasts[t] = state.Forecast;
            for (var c = 0; c < row.Length; c++) row[c] = history.Columns[c][first + t];
            state.Append(row);
        }
        var errors = ForecastErrors.Of(history.Columns[0].AsSpan(first), forecasts);
        var random = Xoshiro256.Stream(seed, "har");
        var path = new double[row.Length][];
        for (var c = 0; c < row.Length; c++) path[c] = new double[length];
        for (var t = 0; t < length; t++)
        {
            var drawn = random.Next(errors.Length);
            row[0] = ForecastErrors.Checked(state.Forecast * (dispersion is { } phi ? Draw(random, fit.Variant, phi) : errors[drawn]));
            var size = row[0] / history.Columns[0][first + drawn];
            for (var c = 1; c < row.Length; c++) row[c] = history.Columns[c][first + drawn] * Power(Need(fit.Variant, c), size);
            for (var c = 0; c < row.Length; c++) path[c][t] = row[c];
            state.Append(row);
        }
        double[]? Column(Companion need) => Enumerable.Range(1, row.Length - 1).Where(c => Need(fit.Variant, c) == need).Select(c => path[c]).FirstOrDefault();
        return new SeriesSample(path[0])
        {
            Quarticity = Column(Companion.Quarticity),
            Bipower = Column(Companion.Bipower),
            DownSemivariance = Column(Companion.DownSemivariance),
            Exogenous = [.. history.Exogenous.Select((name, k) => (name, path[row.Length - history.Exogenous.Count + k]))],
        };
    }

    private static double Draw(Xoshiro256 random, HarVariant variant, double phi)
    {
        if (!variant.Logs || variant.Estimation == HarEstimation.Gamma) return phi * random.NextGamma(1 / phi);
        var square = Math.Log(1 + phi);
        return Math.Exp((Math.Sqrt(square) * random.NextNormal()) - (0.5 * square));
    }

    // Null for an exogenous column.
    private static Companion? Need(HarVariant variant, int column) => column <= variant.Needs.Count ? variant.Needs[column - 1] : null;

    private static double Power(Companion? need, double size) => need switch
    {
        Companion.Quarticity => size * size,
        null => 1,
        _ => size,
    };
}
