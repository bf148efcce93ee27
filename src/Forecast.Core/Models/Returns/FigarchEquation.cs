using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// FIGARCH(p, d, q), p and q 0 or 1: shocks to the variance die out hyperbolically instead of exponentially. It is filtered as an ARCH(∞) cut off after <see cref="Truncation"/> lags.
/// <code>h_t = omega/(1 − beta) + Σ_{i=1…1000} λ_i e²_{t−i},   λ(L) = 1 − (1 − phi L)(1 − L)^d / (1 − beta L)</code>
/// <code>δ_1 = d,  δ_i = δ_{i−1} (i − 1 − d)/i;   λ_1 = phi − beta + d,  λ_i = beta λ_{i−1} + δ_i − phi δ_{i−1}</code>
/// <para>Constraints, sufficient for λ_i ≥ 0: 0 ≤ d ≤ 1, 0 ≤ phi ≤ (1 − d)/2, 0 ≤ beta ≤ phi + d, and beta ≤ 0.9999 so that the constant exists; omega &gt; 0 (≥ 10⁻⁸ for residuals of unit variance). Terms before the first residual take the
/// level; with a first variance given it is the level.</para>
/// <para>Units: omega in those of the variance. Cost of a variance: 1000 multiply-adds. References: Baillie, Bollerslev and Mikkelsen (1996), Journal of Econometrics 74, eq. 9 and 10; the
/// truncation and the constraints as in the package arch.</para>
/// </summary>
public sealed class FigarchEquation : IVarianceEquation
{
    /// <summary>Lags that are read.</summary>
    public const int Truncation = 1000;

    // For residuals of unit variance.
    private const double LeastOmega = 1e-8;

    private const double LargestBeta = 0.9999;

    // Positions among the parameters; −1 where there is none.
    private readonly int _phi, _d, _beta;

    /// <summary>The equation of orders <paramref name="p"/> and <paramref name="q"/>, each 0 or 1: with phi, with beta.</summary>
    public FigarchEquation(int p, int q)
    {
        if (p is < 0 or > 1 || q is < 0 or > 1) throw new ArgumentException($"figarch needs orders p and q of 0 or 1; they are {p} and {q}");
        (_phi, _d, _beta) = (p == 0 ? -1 : 1, 1 + p, q == 0 ? -1 : 2 + p);
        Names = Present("omega", "phi", "d", "beta");
        Constraints = Conditions();
        Starts = [Start(0.4, 0.4, 0.8), Start(0.2, 0.2, 0.4), Start(0.3, 0.7, 0.8), Start(0.8, 0.4, 0.9), Start(0.2, 0.9, 0.9), Start(0.5, 0.05, 0.5)];
    }

    public string Id => "figarch";

    public IReadOnlyList<int> Orders => [_phi > 0 ? 1 : 0, _beta > 0 ? 1 : 0];

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<LinearConstraint> Constraints { get; }

    public IReadOnlyList<double[]> Starts { get; }

    public double PresamplePower => 2;

    // The weights λ stand behind the squares: they cost more than a step does.
    public int MemoryLength => Squares + Truncation;

    private static int Squares => LaggedSquares.MemoryLength(Truncation);

    public void Rescale(Span<double> parameters, double factor) => parameters[0] *= factor * factor;

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances) =>
        LaggedSquares.Variances(Constant(parameters), Weights(parameters, stackalloc double[Truncation]), residuals, start, 1, variances);

    public double Adjoint(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        Span<double> byWeight = stackalloc double[Truncation];
        var (byLevel, byConstant) = LaggedSquares.Adjoint(Weights(parameters, stackalloc double[Truncation]), residuals, start, 1, weights, byWeight, residualGradient);
        var (phi, d, beta) = Coefficients(parameters);
        gradient[0] += byConstant / (1 - beta);
        // δ and λ with their derivatives, lag by lag.
        var (delta, lambda, deltaByD, byPhi, byD, byBeta) = (d, phi - beta + d, 1.0, 1.0, 1.0, -1.0);
        var (sumPhi, sumD, sumBeta) = (0.0, 0.0, byConstant * parameters[0] / ((1 - beta) * (1 - beta)));
        for (var i = 1; ; i++)
        {
            sumPhi += byWeight[^i] * byPhi;
            sumD += byWeight[^i] * byD;
            sumBeta += byWeight[^i] * byBeta;
            if (i == Truncation) break;
            var (before, beforeByD, factor) = (delta, deltaByD, (i - d) / (i + 1));
            deltaByD = (deltaByD * factor) - (delta / (i + 1));
            delta *= factor;
            byPhi = (beta * byPhi) - before;
            byD = (beta * byD) + deltaByD - (phi * beforeByD);
            byBeta = (beta * byBeta) + lambda;
            lambda = (beta * lambda) + delta - (phi * before);
        }
        if (_phi > 0) gradient[_phi] += sumPhi;
        gradient[_d] += sumD;
        if (_beta > 0) gradient[_beta] += sumBeta;
        return byLevel;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory)
    {
        LaggedSquares.Open(start, 1, memory[..Squares]);
        Weights(parameters, memory[Squares..]);
    }

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => LaggedSquares.Next(Constant(parameters), memory[Squares..], memory[..Squares]);

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors) => LaggedSquares.Push(memory[..Squares], residual * residual);

    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments) => LaggedSquares.Push(memory[..Squares], Next(parameters, memory));

    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        LaggedSquares.Expect(Constant(parameters), memory[Squares..], memory[..Squares], variances);
        return true;
    }

    private LinearConstraint[] Conditions()
    {
        var n = Names.Count;
        var conditions = new List<LinearConstraint>
        {
            LinearConstraint.AtLeast(n, 0, LeastOmega, "omega is at 0"),
            LinearConstraint.AtLeast(n, _d, 0, "d is at 0"),
        };
        // With phi, d ≤ 1 follows from the others, and a third constraint through one corner of two would only confuse a search.
        if (_phi < 0) conditions.Add(LinearConstraint.AtMost(n, _d, 1, "d is at 1"));
        if (_phi > 0)
        {
            conditions.Add(LinearConstraint.AtLeast(n, _phi, 0, "phi is at 0"));
            conditions.Add(new(Present(0, -1, -0.5, 0), -0.5, "phi is at (1 − d)/2"));
        }
        if (_beta > 0)
        {
            conditions.Add(LinearConstraint.AtLeast(n, _beta, 0, "beta is at 0"));
            conditions.Add(LinearConstraint.AtMost(n, _beta, LargestBeta, "beta is at 0.9999"));
            conditions.Add(new(Present(0, 1.0, 1, -1), 0, "beta is at phi + d"));
        }
        return [.. conditions];
    }

    // Shares of the largest phi and beta; the variance is 1 where omega/(1 − beta) + Σ λ = 1.
    private double[] Start(double phiShare, double d, double betaShare)
    {
        var phi = _phi > 0 ? phiShare * (1 - d) / 2 : 0;
        var start = Present(0, phi, d, betaShare * (phi + d));
        Span<double> weights = stackalloc double[Truncation];
        var sum = 0.0;
        foreach (var weight in Weights(start, weights)) sum += weight;
        start[0] = (1 - sum) * (1 - Coefficients(start).Beta);
        return start;
    }

    private T[] Present<T>(T omega, T phi, T d, T beta) => [omega, .. _phi > 0 ? [phi] : Array.Empty<T>(), d, .. _beta > 0 ? [beta] : Array.Empty<T>()];

    private (double Phi, double D, double Beta) Coefficients(ReadOnlySpan<double> parameters) => (_phi > 0 ? parameters[_phi] : 0, parameters[_d], _beta > 0 ? parameters[_beta] : 0);

    private double Constant(ReadOnlySpan<double> parameters) => parameters[0] / (1 - Coefficients(parameters).Beta);

    private Span<double> Weights(ReadOnlySpan<double> parameters, Span<double> weights)
    {
        var (phi, d, beta) = Coefficients(parameters);
        var (delta, lambda) = (d, phi - beta + d);
        weights[^1] = lambda;
        for (var i = 2; i <= weights.Length; i++)
        {
            var before = delta;
            delta *= (i - 1 - d) / i;
            weights[^i] = lambda = (beta * lambda) + delta - (phi * before);
        }
        return weights;
    }
}
