using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// How often what was given a probability happened, by bins of the probability.
/// <code>expected calibration error = Σ_b n_b |p̄_b − ȳ_b|/n</code>
/// <para>A frequency has Wilson's interval (ȳ + z²/2n ± z √(ȳ(1 − ȳ)/n + z²/4n²))/(1 + z²/n), which takes rows as independent. Bins without forecasts have no row.</para>
/// <para>Domain: probabilities in [0, 1]; undefined without forecasts.</para>
/// <para>Reference: Murphy and Winkler (1977), Applied Statistics 26; Wilson (1927), JASA 22; Naeini, Cooper and Hauskrecht (2015), AAAI 29, for the error.</para>
/// </summary>
/// <param name="Rows">Bins by rising probability.</param>
/// <param name="ExpectedCalibrationError">The error, in [0, 1].</param>
public sealed record ReliabilityTable(IReadOnlyList<ReliabilityRow> Rows, double ExpectedCalibrationError)
{
    /// <summary>Bins of equal width over [0, 1]; an inner bound belongs to the bin above it.</summary>
    public static Outcome<ReliabilityTable> OfEqualWidth(IReadOnlyList<ProbabilityForecast> forecasts, int bins = 10, double confidence = 0.95)
    {
        Guard.AtLeast(bins, 1);
        return Of(forecasts, confidence, all => all.GroupBy(f => Math.Min(bins - 1, (int)(f.Probability * bins))).OrderBy(g => g.Key).Select(g => (g.Key / (double)bins, (g.Key + 1) / (double)bins, g.ToArray())));
    }

    /// <summary>Bins of as equal counts as can be without parting equal probabilities; bounds are the least and largest probability of the bin. Rare events want these.</summary>
    public static Outcome<ReliabilityTable> OfEqualCount(IReadOnlyList<ProbabilityForecast> forecasts, int bins = 10, double confidence = 0.95)
    {
        Guard.AtLeast(bins, 1);
        return Of(forecasts, confidence, all =>
        {
            var before = 0;
            return all.GroupBy(f => f.Probability).OrderBy(g => g.Key)
                .Select(g => (Bin: (int)((long)((before += g.Count()) - g.Count()) * bins / all.Count), Group: g)).ToArray()
                .GroupBy(x => x.Bin).Select(b => (b.First().Group.Key, b.Last().Group.Key, b.SelectMany(x => x.Group).ToArray()));
        });
    }

    private static Outcome<ReliabilityTable> Of(
        IReadOnlyList<ProbabilityForecast> forecasts, double confidence, Func<IReadOnlyList<ProbabilityForecast>, IEnumerable<(double Lower, double Upper, ProbabilityForecast[] Rows)>> bins)
    {
        ProbabilityForecast.Check(forecasts);
        var z = Normal.InvCDF(0, 1, 0.5 + (Guard.InsideUnit(confidence) / 2));
        if (forecasts.Count == 0) return new("there are no forecasts");
        ReliabilityRow[] rows =
        [
            .. bins(forecasts).Select(b =>
            {
                var (n, frequency) = (b.Rows.Length, b.Rows.Average(f => f.Outcome));
                var (centre, half) = (frequency + (z * z / (2 * n)), z * Math.Sqrt((frequency * (1 - frequency) / n) + (z * z / (4.0 * n * n))));
                return new ReliabilityRow(
                    b.Lower, b.Upper, n, b.Rows.Average(f => f.Probability), frequency, Math.Max(0, (centre - half) / (1 + (z * z / n))), Math.Min(1, (centre + half) / (1 + (z * z / n))));
            }),
        ];
        return new ReliabilityTable(rows, rows.Sum(r => r.Count * Math.Abs(r.MeanProbability - r.Frequency)) / forecasts.Count);
    }
}
