using Forecast.Core.Market;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Where outcomes fell in the distributions that were forecast, over the instruments of a horizon: tenths of the probability integral transform, and Berkowitz's test of its normal scores.
/// <para>Each instrument counts the same. Where targets overlap, scores are of every h-th origin of an instrument, h the number of origins that a target spans. An outcome beyond all residuals counts as half a step beyond the outermost.</para>
/// <para>Domain: at least one place; the test needs <see cref="BerkowitzTest.Least"/> scores an instrument.</para>
/// <para>Reference: Diebold, Gunther and Tay (1998), International Economic Review 39; Berkowitz (2001), Journal of Business and Economic Statistics 19.</para>
/// </summary>
/// <param name="Horizon">Horizon.</param>
/// <param name="Model">Model.</param>
/// <param name="Count">Outcomes.</param>
/// <param name="Shares">Of outcomes in each tenth of the distribution, from the lowest; 0.1 each where it is right.</param>
/// <param name="Mean">Mean normal score, 0 where it is right, averaged over instruments.</param>
/// <param name="Deviation">Their standard deviation, 1 where it is right.</param>
/// <param name="Autocorrelation">Their first autocorrelation, 0 where it is right; null without a test.</param>
/// <param name="Rejected">Instruments of which the test rejects at 5 %.</param>
/// <param name="Tested">Instruments that were tested.</param>
public sealed record PlaceHistogram(TimeSpan Horizon, string Model, int Count, IReadOnlyList<double> Shares, double Mean, double Deviation, double? Autocorrelation, int Rejected, int Tested)
{
    /// <summary>Parts of the distribution that are counted.</summary>
    public const int Bins = 10;

    private const double Level = 0.05, HalfStep = 0.5 / (RegimeResiduals.Window + 1);

    /// <summary>By horizon and model; one without a place has none.</summary>
    public static IReadOnlyList<PlaceHistogram> Of(IEnumerable<ModelBands> bands) =>
    [
        .. from g in bands.GroupBy(b => (b.Table.Horizon, b.Model)).OrderBy(g => g.Key.Horizon)
           let instruments = g.Where(b => Array.Exists(b.Places, p => p is not null)).ToArray()
           where instruments.Length > 0
           select Of(g.Key.Horizon, g.Key.Model, instruments),
    ];

    private static PlaceHistogram Of(TimeSpan horizon, string model, ModelBands[] instruments)
    {
        var scores = instruments.Select(Scores).ToArray();
        var tests = scores.Select(z => BerkowitzTest.Of(z).Value).OfType<BerkowitzTest>().ToArray();
        return new PlaceHistogram(
            horizon, model, instruments.Sum(b => b.Places.Count(p => p is not null)),
            [.. Enumerable.Range(0, Bins).Select(k => instruments.Average(b => b.Places.OfType<double>().Average(p => Bin(p) == k ? 1.0 : 0)))],
            scores.Average(z => z.Average()), scores.Average(z => Math.Sqrt(z.Average(v => v * v) - (z.Average() * z.Average()))), tests.Average(t => (double?)t.Autocorrelation),
            tests.Count(t => t.Test.P < Level), tests.Length);
    }

    private static int Bin(double place) => Math.Min((int)(place * Bins), Bins - 1);

    private static double[] Scores(ModelBands bands)
    {
        var span = Duration.Microseconds(bands.Table.Horizon);
        var (places, next) = (new List<double>(), long.MinValue);
        for (var r = 0; r < bands.Table.Count; r++)
        {
            if (bands.Places[r] is not { } p || bands.Table.Origins[r] < next) continue;
            places.Add(Math.Clamp(p, HalfStep, 1 - HalfStep));
            next = bands.Table.Origins[r] + span;
        }
        return ProbabilityIntegralTransform.NormalScores([.. places]);
    }
}
