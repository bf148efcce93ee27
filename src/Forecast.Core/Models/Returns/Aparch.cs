using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The asymmetric power ARCH: the recursion runs in a power of the standard deviation that is estimated with the rest.
/// <code>σ_t^δ = ω + Σ_{i≤p} α_i (|e_{t−i}| − γ_i e_{t−i})^δ + Σ_{j≤q} β_j σ_{t−j}^δ,   h = σ²</code>
/// <para>GARCH at δ = 2, TARCH at δ = 1. γ &gt; 0 where falls raise the variance more than rises; γ_i = 0 for i &gt; o. Terms before the first observation are the level to the power δ/2. Units: ω in those of |e|^δ.</para>
/// <para>Domain: α, β ≥ 0, Σα + Σβ ≤ 1, −0.9997 ≤ γ ≤ 0.9997, 0.05 ≤ δ ≤ 4, for residuals of unit variance ω ≥ 10⁻⁸. Stationarity would need Σ α_i E(|z| − γ_i z)^δ + Σβ &lt; 1, which is no bound on
/// the parameters alone.</para>
/// <para>Reference: Ding, Granger and Engle (1993), Journal of Empirical Finance 1, eq. 19.</para>
/// </summary>
public sealed class Aparch : IVarianceEquation
{
    /// <summary>Largest order of a lag.</summary>
    public const int LargestOrder = 30;

    private const double LeastOmega = 1e-8;
    private const double LargestSkew = 0.9997;
    private const double LeastPower = 0.05;
    private const double LargestPower = 4;

    private readonly AparchOrders _orders;

    /// <summary>The equation of orders p ≥ 1, o ≤ p and q ≥ 0, none above <see cref="LargestOrder"/>.</summary>
    public Aparch(int shocks, int asymmetric, int variances)
    {
        Guard.InRange(shocks, 1, LargestOrder);
        Guard.InRange(asymmetric, 0, shocks);
        Guard.InRange(variances, 0, LargestOrder);
        _orders = new(shocks, asymmetric, variances);
        Names = ["omega", .. Named("alpha", shocks), .. Named("gamma", asymmetric), .. Named("beta", variances), "delta"];
        Constraints = [.. Bounds()];
        Starts = [.. new[] { (0.05, 0.0, 0.9, 2.0), (0.08, 0.4, 0.9, 1.2), (0.05, 0.8, 0.92, 1.0), (0.15, 0.1, 0.8, 1.4), (0.1, -0.3, 0.85, 1.4), (0.05, 0.5, 0.93, 0.1), (0.02, -0.4, 0.97, 0.1) }.Select(s => Point(s.Item1, s.Item2, s.Item3, s.Item4))];
        StartsOfShortSeries =
        [
            .. from alpha in (double[])[0.01, 0.05, 0.15] from gamma in (double[])[-0.9, 0, 0.9] from beta in (double[])[0.4, 0.8, 0.93, 0.98] from delta in (double[])[0.1, 1, 2]
               where alpha + beta < 1 select Point(alpha, gamma, beta, delta) into point where point[0] > 1e-4 select point,
        ];
    }

    public string Id => "aparch";

    public IReadOnlyList<int> Orders => [_orders.Shocks, _orders.Asymmetric, _orders.Lagged];

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<LinearConstraint> Constraints { get; }

    public IReadOnlyList<double[]> Starts { get; }

    public IReadOnlyList<double[]> StartsOfShortSeries { get; }

    public bool HasKinks => true;

    public double PresamplePower => 2;

    public double? EstimatedPower(ReadOnlySpan<double> parameters) => parameters[^1];

    public int MemoryLength => _orders.MemoryLength;

    public void Rescale(Span<double> parameters, double factor) => parameters[0] *= Math.Pow(factor, parameters[^1]);

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances) =>
        new AparchRecursion(_orders, parameters).Variances(residuals, start, variances);

    public double Adjoint(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient) =>
        new AparchAdjoint(_orders, parameters, start).Run(residuals, variances, weights, gradient, residualGradient);

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory) => new AparchRecursion(_orders, parameters).Open(start, memory);

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => memory[0];

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors)
    {
        var size = PowerLanes.Of(Math.Abs(residual), parameters[^1]);
        new AparchRecursion(_orders, parameters).Push(memory, residual < 0 ? 0 : size, residual < 0 ? size : 0);
    }

    /// <summary>(|z| − γ z)^δ takes its expected value; where that is infinite, under errors with tails of order δ or below, that of |z| = 1.</summary>
    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments)
    {
        var (rise, fall) = (moments.Partial(parameters[^1], false), moments.Partial(parameters[^1], true));
        if (!double.IsFinite(rise + fall)) (rise, fall) = (moments.Partial(0, false), moments.Partial(0, true));
        new AparchRecursion(_orders, parameters).Push(memory, rise * memory[1], fall * memory[1]);
    }

    /// <summary>The coming variance is known; of later ones the recursion gives the expected power δ of σ only.</summary>
    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        if (variances.Length > 0) variances[0] = memory[0];
        return variances.Length <= 1;
    }

    private IEnumerable<LinearConstraint> Bounds()
    {
        var n = Names.Count;
        var (gamma, beta) = (_orders.FirstGamma, _orders.FirstBeta);
        var constraints = new List<LinearConstraint> { LinearConstraint.AtLeast(n, 0, LeastOmega, "omega is at 0: the variance only decays from its presample") };
        var persistence = new double[n];
        for (var i = 1; i < n - 1; i++)
        {
            if (i >= gamma && i < beta)
            {
                constraints.Add(LinearConstraint.AtLeast(n, i, -LargestSkew, Names[i] + " is at -1: falls do not move the variance"));
                constraints.Add(LinearConstraint.AtMost(n, i, LargestSkew, Names[i] + " is at 1: rises do not move the variance"));
                continue;
            }
            constraints.Add(LinearConstraint.AtLeast(n, i, 0, Names[i] + " is at 0"));
            persistence[i] = -1;
        }
        constraints.Add(new(persistence, -1, string.Join(" + ", Names.Where((_, i) => persistence[i] != 0)) + " is at 1, the largest persistence"));
        constraints.Add(LinearConstraint.AtLeast(n, n - 1, LeastPower, "delta is at its least value"));
        constraints.Add(LinearConstraint.AtMost(n, n - 1, LargestPower, "delta is at its largest value"));
        return constraints;
    }

    // ω such that normal residuals have unit variance in the long run, nearly.
    private double[] Point(double alpha, double gamma, double beta, double delta)
    {
        var point = new double[Names.Count];
        if (_orders.Asymmetric < _orders.Shocks) gamma = 0;
        if (_orders.Lagged == 0) beta = 0;
        // Later lags have half the weight of those before them.
        for (var i = 0; i < _orders.Shocks; i++) point[1 + i] = alpha * Math.ScaleB(1, -i) / (2 - Math.ScaleB(2, -_orders.Shocks));
        point.AsSpan(_orders.FirstGamma, _orders.Asymmetric).Fill(gamma);
        for (var j = 0; j < _orders.Lagged; j++) point[_orders.FirstBeta + j] = beta * Math.ScaleB(1, -j) / (2 - Math.ScaleB(2, -_orders.Lagged));
        point[^1] = delta;
        var size = new NormalErrors().PartialMoment(delta, true, []) * (Math.Pow(1 - gamma, delta) + Math.Pow(1 + gamma, delta));
        point[0] = 1 - (alpha * size) - beta;
        return point;
    }

    private static IEnumerable<string> Named(string name, int count) => Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
}
