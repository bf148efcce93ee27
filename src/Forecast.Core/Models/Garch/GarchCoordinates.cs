namespace Forecast.Core.Models;

/// <summary>
/// Unconstrained coordinates of a stationary GARCH(1,1): omega &gt; 0, alpha, beta &gt; 0 and alpha + beta &lt; 1 hold by construction.
/// <code>omega = e^{x₀},   φ = (1 − 10⁻⁹) σ(x₁),   alpha = φ σ(x₂),   beta = φ (1 − σ(x₂)),   mu = x₃ (absent for a zero mean),   σ(x) = 1/(1 + e⁻ˣ)</code>
/// </summary>
internal static class GarchCoordinates
{
    // The largest persistence: below 1 even after rounding.
    private const double LargestPersistence = 1 - 1e-9;

    // σ(Far) is 1 to rounding.
    private const double Far = 40;

    public static int Count(ConditionalMean mean) => mean == ConditionalMean.Constant ? 4 : 3;

    public static void From(in GarchParameters p, Span<double> x)
    {
        x[0] = Math.Log(p.Omega);
        x[1] = Logit(p.Persistence / LargestPersistence);
        x[2] = Logit(p.Alpha / p.Persistence);
        if (x.Length == 4) x[3] = p.Mu;
    }

    public static GarchParameters To(ReadOnlySpan<double> x)
    {
        var (persistence, share) = (LargestPersistence * Logistic(x[1]), Logistic(x[2]));
        return new(x.Length == 4 ? x[3] : 0, Math.Exp(x[0]), persistence * share, persistence * (1 - share));
    }

    /// <summary>The coordinates put on every edge, alpha or beta at 0 or alpha + beta at its largest, that they are nearer to than <paramref name="width"/>.</summary>
    public static double[] Snapped(ReadOnlySpan<double> x, double width)
    {
        var (snapped, p) = (x.ToArray(), To(x));
        if (1 - p.Persistence < width) snapped[1] = Far;
        if (p.Alpha < width) snapped[2] = -Far;
        else if (p.Beta < width) snapped[2] = Far;
        return snapped;
    }

    /// <summary>Turns the gradient in (mu, omega, alpha, beta) at <paramref name="x"/> into one in the coordinates, times <paramref name="factor"/>.</summary>
    public static void Chain(ReadOnlySpan<double> x, ReadOnlySpan<double> natural, double factor, Span<double> gradient)
    {
        var (s, share) = (Logistic(x[1]), Logistic(x[2]));
        var persistence = LargestPersistence * s;
        gradient[0] = factor * natural[1] * Math.Exp(x[0]);
        gradient[1] = factor * persistence * (1 - s) * ((natural[2] * share) + (natural[3] * (1 - share)));
        gradient[2] = factor * persistence * share * (1 - share) * (natural[2] - natural[3]);
        if (x.Length == 4) gradient[3] = factor * natural[0];
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
