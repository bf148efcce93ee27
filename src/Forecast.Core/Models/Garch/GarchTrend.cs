namespace Forecast.Core.Models;

/// <summary>
/// The rival of a GARCH(1,1) on the edge alpha = 0: a variance that only moves from its presample towards a level, whatever the returns do.
/// <code>h_t = τ + (s₀ − τ) βᵗ,   ω = τ (1 − β)</code>
/// <para>Its likelihood is taken from means of e² over at most <see cref="Blocks"/> stretches and maximised over a grid of β, at each over τ by scoring: good to a unit of log-likelihood, which is what a doubt needs.</para>
/// </summary>
internal static class GarchTrend
{
    private const int Blocks = 32;
    private const int Scorings = 5;
    private const double LeastLevel = 0.01;

    // −T ln β: from a straight line to a variance that is at its level after a tenth of the series.
    private static readonly double[] Decays = [0.05, 0.7, 1.5, 3, 6, 12, 24];

    /// <summary>The point with the highest Gaussian log-likelihood, 2π included, of a series of about unit variance with the mean <paramref name="mu"/>, and about that; alpha is just above 0.</summary>
    public static (GarchParameters Point, double Height) Best(ReadOnlySpan<double> returns, double mu, double presample)
    {
        Span<double> squares = stackalloc double[Blocks], starts = stackalloc double[Blocks];
        for (var k = 0; k < Blocks; k++)
        {
            var block = returns[Cut(k, returns.Length)..Cut(k + 1, returns.Length)];
            var sum = 0.0;
            foreach (var r in block) sum += (r - mu) * (r - mu);
            squares[k] = sum / block.Length;
        }
        var (least, best, fall) = (double.PositiveInfinity, 1.0, 1.0);
        foreach (var decay in Decays)
        {
            for (var k = 0; k < Blocks; k++) starts[k] = Math.Exp(-decay * (k + 0.5) / Blocks);
            if (Deviance(squares, starts, presample) is var (deviance, level) && deviance < least) (least, best, fall) = (deviance, level, decay / returns.Length);
        }
        return (new(mu, best * fall, 0.1 * fall, 1 - fall), -0.5 * returns.Length * (GarchRecursion.LogTwoPi + least));
    }

    // The mean of ln h + e²/h at the best level: h is linear in it, so that scoring is a regression of (e² − h)/h on (1 − βᵗ)/h.
    private static (double Mean, double Level) Deviance(ReadOnlySpan<double> squares, ReadOnlySpan<double> starts, double presample)
    {
        var (level, best, least) = (1.0, 1.0, double.PositiveInfinity);
        for (var i = 0; i <= Scorings; i++)
        {
            double deviance = 0, product = 1, slope = 0, information = 0;
            for (var k = 0; k < Blocks; k++)
            {
                var h = level + ((presample - level) * starts[k]);
                var (ratio, by) = (squares[k] / h, (1 - starts[k]) / h);
                deviance += ratio;
                product *= h;
                if (k % 8 == 7)
                {
                    deviance += Math.Log(product);
                    product = 1;
                }
                slope += (ratio - 1) * by;
                information += by * by;
            }
            if (deviance < least) (least, best) = (deviance, level);
            level = Math.Max(LeastLevel, level + (slope / information));
        }
        return (least / Blocks, best);
    }

    private static int Cut(int k, int length) => (int)((long)k * length / Blocks);
}
