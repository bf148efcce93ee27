using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The exponential GARCH: a recursion in the log variance, which stays positive without bounds on the parameters.
/// <code>ln h_t = ω + Σ_{i≤p} α_i (|z_{t−i}| − √(2/π)) + Σ_{i≤o} γ_i z_{t−i} + Σ_{j≤q} β_j ln h_{t−j},   z = e/√h</code>
/// <para>√(2/π) = E |z| of normal errors stands whatever the errors are, as in the package arch. γ &lt; 0 where falls raise the variance more than rises; rugarch calls γ alpha1 and α gamma1.
/// Before the first observation terms of z are 0 and ln h is the logarithm of the level. Units: ω, without the others, moves with those of the residuals.</para>
/// <para>Domain: Σβ ≤ 1 and Σ(−1)^j β_j ≤ 1, for two lags β_2 ≥ −1 besides: up to two lags that is stationarity. A variance that overflows is ∞ or 0; there is no likelihood then.</para>
/// <para>Reference: Nelson (1991), Econometrica 59, eq. 2.1 and 2.2.</para>
/// </summary>
public sealed class Egarch : IVarianceEquation
{
    /// <summary>Largest order of a lag.</summary>
    public const int LargestOrder = 30;

    private readonly LogVarianceRecursion _recursion;

    /// <summary>The equation of orders p ≥ 0, o ≥ 0 (together at least 1) and q ≥ 0, none above <see cref="LargestOrder"/>.</summary>
    public Egarch(int shocks, int asymmetric, int variances)
    {
        foreach (var order in (ReadOnlySpan<int>)[shocks, asymmetric, variances]) Guard.InRange(order, 0, LargestOrder, "order");
        Guard.AtLeast(shocks + asymmetric, 1);
        Names = ["omega", .. Named("alpha", shocks), .. Named("gamma", asymmetric), .. Named("beta", variances)];
        Orders = [shocks, asymmetric, variances];
        _recursion = new(shocks, asymmetric, variances);
        Constraints = _recursion.Constraints(Names);
        (Starts, StartsOfShortSeries) = (_recursion.Starts(Names.Count), _recursion.StartsOfShortSeries(Names.Count));
    }

    public string Id => "egarch";

    public IReadOnlyList<int> Orders { get; }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<LinearConstraint> Constraints { get; }

    public IReadOnlyList<double[]> Starts { get; }

    public IReadOnlyList<double[]> StartsOfShortSeries { get; }

    public bool HasKinks => true;

    public double PresamplePower => 2;

    public int MemoryLength => _recursion.MemoryLength;

    public void Rescale(Span<double> parameters, double factor) => _recursion.Rescale(parameters, factor);

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances) =>
        _recursion.Variances(parameters, residuals, start, [], variances);

    public double Adjoint(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient) =>
        _recursion.Adjoint(parameters, residuals, start, variances, weights, gradient, residualGradient);

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory) => _recursion.Open(parameters, start, 0, memory);

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => memory[0];

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors) => _recursion.Push(parameters, memory, residual, 0);

    /// <summary>|z| and z take their expected values, E |z| and 0.</summary>
    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments) => _recursion.Skip(parameters, memory, moments, 0);

    /// <summary>The coming variance is known; there is no closed form for later ones.</summary>
    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        if (variances.Length > 0) variances[0] = memory[0];
        return variances.Length <= 1;
    }

    private static IEnumerable<string> Named(string name, int count) => Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
}
