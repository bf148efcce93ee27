using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// GARCH, its asymmetric form GJR-GARCH and the threshold model of the standard deviation TARCH (ZARCH), of any orders; without lags of the variance, ARCH.
/// <code>h_t^{δ/2} = ω + Σ_{i≤p} α_i |e_{t−i}|^δ + Σ_{i≤o} γ_i |e_{t−i}|^δ 1(e_{t−i} &lt; 0) + Σ_{j≤q} β_j h_{t−j}^{δ/2},   δ = 2 (GARCH, GJR) or 1 (TARCH)</code>
/// <para>Units: ω in those of |e|^δ, the others without. Terms before the first observation take the level, their asymmetric part half of it.</para>
/// <para>Domain: ω &gt; 0, α_i, α_i + γ_i, β_j ≥ 0 and Σα + Σγ/2 + Σβ ≤ 1; for residuals of unit variance ω ≥ 10⁻⁸.</para>
/// <para>References: Bollerslev (1986), Journal of Econometrics 31, eq. 1; Glosten, Jagannathan and Runkle (1993), Journal of Finance 48, eq. 5; Zakoian (1994), Journal of Economic
/// Dynamics and Control 18, eq. 2.2.</para>
/// </summary>
public sealed class PowerGarch : IVarianceEquation
{
    /// <summary>Largest order of a lag.</summary>
    public const int LargestOrder = 30;

    // Smallest ω of a series of unit variance; arch bounds it there.
    private const double LeastOmega = 1e-8;

    private readonly PowerGarchLags _lags;

    /// <summary>The equation of orders p ≥ 0, o ≥ 0 (together at least 1) and q ≥ 0, none above <see cref="LargestOrder"/>, of power 1 or 2.</summary>
    public PowerGarch(int shocks, int asymmetric, int variances, int power = 2)
    {
        foreach (var order in (ReadOnlySpan<int>)[shocks, asymmetric, variances]) Guard.InRange(order, 0, LargestOrder, "order");
        Guard.AtLeast(shocks + asymmetric, 1);
        Guard.InRange(power, 1, 2);
        (Shocks, Asymmetric, Lagged, Power) = (shocks, asymmetric, variances, power);
        Names = [.. Named("omega", 0, 1), .. Named("alpha", 1, shocks), .. Named("gamma", 1, asymmetric), .. Named("beta", 1, variances)];
        Constraints = [.. Bounds()];
        Starts = [.. PowerGarchStarts.Of(shocks, asymmetric, variances, power)];
        _lags = new(shocks, asymmetric, variances, power);
    }

    /// <summary>p, the number of shocks.</summary>
    public int Shocks { get; }

    /// <summary>o, the number of asymmetric terms.</summary>
    public int Asymmetric { get; }

    /// <summary>q, the number of lags of the variance.</summary>
    public int Lagged { get; }

    /// <summary>δ.</summary>
    public int Power { get; }

    /// <summary>tarch, gjr where the recursion of h has asymmetric terms, else garch.</summary>
    public string Id => Power == 1 ? "tarch" : Asymmetric > 0 ? "gjr" : "garch";

    public IReadOnlyList<int> Orders => Id == "garch" ? [Shocks, Lagged] : [Shocks, Asymmetric, Lagged];

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<LinearConstraint> Constraints { get; }

    public IReadOnlyList<double[]> Starts { get; }

    // The fast estimator sees more of the likelihood of a GARCH(1,1), slow trends in it too, than a few starts do; longer orders nest it.
    public double[]? Guess(ReadOnlySpan<double> residuals, CancellationToken stop) =>
        Power == 2 && Shocks > 0 && Lagged > 0 && Asymmetric == 0 && GarchEstimator.Fit(residuals, new GarchOptions { Mean = ConditionalMean.Zero }, stop).Estimate is { Parameters: var p }
            ? [p.Omega, p.Alpha, .. new double[Shocks - 1], p.Beta, .. new double[Lagged - 1]] : null;

    public bool HasKinks => Power == 1;

    public double PresamplePower => Power;

    public int MemoryLength => IsFirstOrder ? 1 : _lags.MemoryLength;

    // Nearly every model in use has lags of 1 only: those have kernels of their own.
    private bool IsFirstOrder => Shocks <= 1 && Asymmetric <= 1 && Lagged <= 1;

    public void Rescale(Span<double> parameters, double factor) => parameters[0] *= Power == 2 ? factor * factor : factor;

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        if (IsFirstOrder) First(parameters).Variances(residuals, start, variances);
        else _lags.Variances(parameters, residuals, start, variances);
    }

    public double Adjoint(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        if (!IsFirstOrder) return _lags.Adjoint(parameters, residuals, start, variances, weights, gradient, residualGradient);
        Span<double> all = stackalloc double[4];
        all.Clear();
        var level = First(parameters).Adjoint(residuals, start, variances, weights, all, residualGradient);
        gradient[0] += all[0];
        if (Shocks == 1) gradient[1] += all[1];
        if (Asymmetric == 1) gradient[1 + Shocks] += all[2];
        if (Lagged == 1) gradient[1 + Shocks + Asymmetric] += all[3];
        return level;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory)
    {
        if (IsFirstOrder) memory[0] = First(parameters).Opening(start);
        else _lags.Open(parameters, start, memory);
    }

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => Power == 2 ? memory[0] : memory[0] * memory[0];

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors)
    {
        if (IsFirstOrder) memory[0] = First(parameters).After(memory[0], residual);
        else _lags.Push(parameters, memory, residual);
    }

    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments)
    {
        var (size, below) = (moments.Absolute(Power) * memory[0], moments.Partial(Power, true) * memory[0]);
        if (IsFirstOrder) memory[0] = First(parameters).After(memory[0], size, below);
        else _lags.Push(parameters, memory, size, below);
    }

    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        if (variances.Length == 0) return true;
        variances[0] = Next(parameters, memory);
        if (variances.Length == 1) return true;
        if (Power == 1) return IsFirstOrder && First(parameters).ExpectSquares(memory[0], moments, variances);
        // E e² = E h for later steps too, so that the recursion itself carries the expectations.
        Span<double> state = stackalloc double[memory.Length];
        memory.CopyTo(state);
        for (var j = 1; j < variances.Length; j++)
        {
            Skip(parameters, state, moments);
            variances[j] = state[0];
        }
        return true;
    }

    private PowerGarchStep First(ReadOnlySpan<double> parameters) => new(
        parameters[0], Shocks == 1 ? parameters[1] : 0, Asymmetric == 1 ? parameters[1 + Shocks] : 0, Lagged == 1 ? parameters[1 + Shocks + Asymmetric] : 0, Power);

    private IEnumerable<LinearConstraint> Bounds()
    {
        var n = Names.Count;
        var constraints = new List<LinearConstraint> { LinearConstraint.AtLeast(n, 0, LeastOmega, "omega is at 0: the variance only decays from its presample") };
        var clustering = (Shocks, Asymmetric, Lagged) == (1, 0, 1) ? ": the series shows no volatility clustering, and beta[1] is not identified" : "";
        for (var i = 1; i <= Shocks; i++) constraints.Add(LinearConstraint.AtLeast(n, i, 0, Names[i] + " is at 0" + clustering));
        for (var i = 1; i <= Asymmetric; i++)
        {
            var fall = LinearConstraint.AtLeast(n, Shocks + i, 0, Names[Shocks + i] + " is at 0");
            if (i <= Shocks)
            {
                fall.Normal[i] = 1;
                fall = fall with { Meaning = $"{Names[i]} + {Names[Shocks + i]} is at 0: rises alone move the variance" };
            }
            constraints.Add(fall);
        }
        for (var i = 1 + Shocks + Asymmetric; i < n; i++) constraints.Add(LinearConstraint.AtLeast(n, i, 0, Names[i] + " is at 0"));
        var persistence = new double[n];
        for (var i = 1; i < n; i++) persistence[i] = i > Shocks && i <= Shocks + Asymmetric ? -0.5 : -1;
        var sum = string.Join(" + ", Names.Skip(1).Select(name => name.StartsWith('g') ? name + "/2" : name));
        constraints.Add(new(persistence, -1, sum + (Power == 2 ? " is at 1: the variance has no finite mean" : " is at 1, the largest persistence")));
        return constraints;
    }

    private static IEnumerable<string> Named(string name, int first, int count) =>
        first == 0 ? [name] : Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
}
