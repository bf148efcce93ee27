using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Two tests of the expected shortfall, against one that is too small.
/// <code>Z₁ = 1 − (1/k) Σ 1{y_t &lt; v_t} y_t/e_t,   Z₂ = 1 − 1/(n α) Σ 1{y_t &lt; v_t} y_t/e_t</code>
/// <para>Both have mean 0 where the forecasts are right and fall below it where losses are deeper; Z₁ looks at the depth of the k exceedances only, Z₂ at their number too.
/// A p-value is the share of simulated statistics that are at most the one observed, the returns drawn from the forecast distributions; for Z₁ over the draws that have an exceedance.</para>
/// <para>Shapes: returns, value at risk and expected shortfall of one length, all as returns of one unit.</para>
/// <para>Domain: finite values, shortfalls below 0, 0 &lt; α &lt; 1; undefined without rows. Without an exceedance Z₁ is absent and Z₂ is 1.</para>
/// <para>Reference: Acerbi and Szekely (2014), Risk magazine.</para>
/// </summary>
/// <param name="Count">Exceedances k.</param>
/// <param name="Z1">Z₁; null without an exceedance.</param>
/// <param name="Z2">Z₂.</param>
/// <param name="P1">Its p-value; null where Z₁ is absent or nothing was simulated.</param>
/// <param name="P2">Its p-value; null where nothing was simulated.</param>
public sealed record AcerbiSzekelyTest(int Count, double? Z1, double Z2, double? P1, double? P2)
{
    /// <summary>The statistics without p-values.</summary>
    public static Outcome<AcerbiSzekelyTest> Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> valueAtRisk, ReadOnlySpan<double> expectedShortfall, double probability) =>
        Of(returns, valueAtRisk, expectedShortfall, probability, static (_, _) => 0, 0);

    /// <summary>The statistics with p-values; <paramref name="draw"/> gives a return of a row's forecast distribution.</summary>
    public static Outcome<AcerbiSzekelyTest> Of(
        ReadOnlySpan<double> returns, ReadOnlySpan<double> valueAtRisk, ReadOnlySpan<double> expectedShortfall, double probability, Func<int, Xoshiro256, double> draw, int draws = 1000, ulong seed = 1)
    {
        Guard.InsideUnit(probability);
        Guard.SameLength(valueAtRisk.Length, returns.Length, nameof(valueAtRisk));
        Guard.SameLength(expectedShortfall.Length, returns.Length, nameof(expectedShortfall));
        Guard.AllFinite(returns);
        Guard.AllFinite(valueAtRisk);
        foreach (var e in expectedShortfall) Guard.Positive(-e, nameof(expectedShortfall));
        if (returns.IsEmpty) return new("there are no rows");
        var expected = returns.Length * probability;
        var (sum, count) = Relative(returns, valueAtRisk, expectedShortfall);
        double? z1 = count > 0 ? 1 - (sum / count) : null;
        var z2 = 1 - (sum / expected);
        var random = Xoshiro256.Stream(seed, nameof(AcerbiSzekelyTest));
        var simulated = new double[returns.Length];
        int below1 = 0, below2 = 0, defined = 0;
        for (var b = 0; b < draws; b++)
        {
            for (var t = 0; t < simulated.Length; t++) simulated[t] = draw(t, random);
            var (s, k) = Relative(simulated, valueAtRisk, expectedShortfall);
            if (1 - (s / expected) <= z2) below2++;
            if (k == 0) continue;
            defined++;
            if (1 - (s / k) <= z1) below1++;
        }
        return new AcerbiSzekelyTest(count, z1, z2, z1 is null || defined == 0 ? null : below1 / (double)defined, draws == 0 ? null : below2 / (double)draws);
    }

    // Σ y/e over the exceedances, and their number.
    private static (double Sum, int Count) Relative(ReadOnlySpan<double> returns, ReadOnlySpan<double> valueAtRisk, ReadOnlySpan<double> expectedShortfall)
    {
        var (sum, count) = (0.0, 0);
        for (var t = 0; t < returns.Length; t++)
        {
            if (returns[t] < valueAtRisk[t]) (sum, count) = (sum + (returns[t] / expectedShortfall[t]), count + 1);
        }
        return (sum, count);
    }
}
