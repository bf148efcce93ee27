namespace Forecast.Core.Models;

/// <summary>
/// The Gaussian log-likelihood of a GARCH(1,1) with its gradient, its exact Hessian and the sum of the scores' outer products, in one pass.
/// <code>∂²ln l_t = ½ (z² − 1) ∂²h/h + (½ − z²) ∂h ∂hᵀ/h² − (e/h²)(∂h ∂mᵀ + ∂m ∂hᵀ) − ∂m ∂mᵀ/h,   z² = e²/h,  ∂m = (1, 0, 0, 0)</code>
/// <para>Shapes: all in the order mu, omega, alpha, beta. Only six second derivatives of h are not zero: (mu, mu), (mu, alpha), (mu, beta),
/// (omega, beta), (alpha, beta), (beta, beta).</para>
/// <para>Reference: Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, eq. 5 to 8.</para>
/// </summary>
internal sealed class GarchDerivatives
{
    public double LogLikelihood { get; private set; }

    public double[] Gradient { get; } = new double[4];

    public double[,] Hessian { get; } = new double[4, 4];

    public double[,] ScoreProducts { get; } = new double[4, 4];

    /// <summary>Evaluates all of them at <paramref name="p"/>.</summary>
    public void Evaluate(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample)
    {
        Array.Clear(Gradient);
        Array.Clear(Hessian);
        Array.Clear(ScoreProducts);
        var (mu, omega, alpha, beta) = p;
        var h = presample.First(p);
        var (hm, ho, ha, hb) = GarchRecursion.FirstDerivatives(p, presample);
        double hmm, hma = 0, hmb = 0, hob = 0, hab = 0, hbb = 0;
        if (presample.Convention == PresampleVariance.Rugarch) hmm = presample.Curvature;
        else (hmm, hma, hmb) = (p.Persistence * presample.Curvature, presample.Slope(mu), presample.Slope(mu));

        Span<double> d = stackalloc double[4], score = stackalloc double[4];
        var sum = 0.0;
        foreach (var r in returns)
        {
            var e = r - mu;
            var inverse = 1 / h;
            var z2 = e * e * inverse;
            var weight = 0.5 * (z2 - 1) * inverse;
            var outer = (0.5 - z2) * inverse * inverse;
            var cross = -e * inverse * inverse;
            sum += Math.Log(h) + z2;

            (d[0], d[1], d[2], d[3]) = (hm, ho, ha, hb);
            for (var i = 0; i < 4; i++) score[i] = weight * d[i];
            score[0] += e * inverse;
            for (var i = 0; i < 4; i++)
            {
                Gradient[i] += score[i];
                for (var j = 0; j <= i; j++)
                {
                    ScoreProducts[i, j] += score[i] * score[j];
                    Hessian[i, j] += outer * d[i] * d[j];
                }
                Hessian[i, 0] += cross * d[i];
            }
            Hessian[0, 0] += (weight * hmm) + (cross * hm) - inverse;
            Hessian[2, 0] += weight * hma;
            Hessian[3, 0] += weight * hmb;
            Hessian[3, 1] += weight * hob;
            Hessian[3, 2] += weight * hab;
            Hessian[3, 3] += weight * hbb;

            hmm = (2 * alpha) + (beta * hmm);
            hma = (-2 * e) + (beta * hma);
            hmb = hm + (beta * hmb);
            hob = ho + (beta * hob);
            hab = ha + (beta * hab);
            hbb = (2 * hb) + (beta * hbb);
            hm = (-2 * alpha * e) + (beta * hm);
            ho = 1 + (beta * ho);
            ha = (e * e) + (beta * ha);
            hb = h + (beta * hb);
            h = omega + (alpha * e * e) + (beta * h);
        }
        LogLikelihood = -0.5 * ((returns.Length * GarchRecursion.LogTwoPi) + sum);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < i; j++) (Hessian[j, i], ScoreProducts[j, i]) = (Hessian[i, j], ScoreProducts[i, j]);
        }
    }
}
