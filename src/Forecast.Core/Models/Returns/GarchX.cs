using System.Buffers;
using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// GARCH-X: an exponential GARCH whose log variance is also moved by columns known at the end of the step before, such as order flow.
/// <code>ln h_t = ω + α (|z_{t−1}| − √(2/π)) + γ z_{t−1} + β ln h_{t−1} + Σ_k δ_k (x_{k,t−1} − m_k),   z = e/√h</code>
/// <para>In the logarithm a column may have any sign. It enters as a deviation from its mean in the sample, so that ω stands for a usual step; before the first row that is 0. Where coming values
/// are not known, after the last row or in a gap, they are expected as an autoregression of order 1 fitted to the column; see <see cref="Regressor"/>. Units: δ_k in 1 over those of its column;
/// the rest as <see cref="Egarch"/>.</para>
/// <para>Shapes: a column has at least as many rows as there are residuals, and its last belongs to the last residual. Domain: |β| ≤ 1, at most <see cref="MostRegressors"/> columns.</para>
/// <para>References: Nelson (1991), Econometrica 59; Engle (2002), Journal of Applied Econometrics 17, for a variance with regressors.</para>
/// </summary>
public sealed class GarchX : IVarianceEquation
{
    /// <summary>Most regressors.</summary>
    public const int MostRegressors = 256;

    private const int First = 4;
    private const int PerRegressor = 3;

    private readonly LogVarianceRecursion _recursion = new(1, 1, 1);
    private readonly Regressor[] _regressors;

    /// <summary>The equation with at least one regressor.</summary>
    public GarchX(IReadOnlyList<Regressor> regressors)
    {
        if (Refusal(regressors.Count) is { } refusal) throw new ArgumentException(refusal, nameof(regressors));
        _regressors = [.. regressors];
        Names = ["omega", "alpha[1]", "gamma[1]", "beta[1]", .. regressors.Select(r => $"delta[{r.Name}]")];
        Constraints = _recursion.Constraints(Names);
        (Starts, StartsOfShortSeries) = (_recursion.Starts(Names.Count), _recursion.StartsOfShortSeries(Names.Count));
    }

    /// <summary>Why there is no equation with so many regressors; null where there is.</summary>
    public static string? Refusal(int regressors) =>
        regressors is >= 1 and <= MostRegressors ? null : string.Create(CultureInfo.InvariantCulture, $"garch-x needs 1 to {MostRegressors} regressors; there are {regressors}");

    public string Id => GarchXEstimator.Id;

    /// <summary>How many regressors it has.</summary>
    public IReadOnlyList<int> Orders => [_regressors.Length];

    public int Regressors => _regressors.Length;

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<LinearConstraint> Constraints { get; }

    public IReadOnlyList<double[]> Starts { get; }

    public IReadOnlyList<double[]> StartsOfShortSeries { get; }

    public bool HasKinks => true;

    public double PresamplePower => 2;

    /// <summary>That of the recursion, and each regressor's latest deviation, mean and persistence, so that a stored state goes on by itself.</summary>
    public int MemoryLength => _recursion.MemoryLength + (PerRegressor * _regressors.Length);

    public void Rescale(Span<double> parameters, double factor) => _recursion.Rescale(parameters, factor);

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        var rented = ArrayPool<double>.Shared.Rent(variances.Length);
        var drive = rented.AsSpan(0, variances.Length);
        drive.Clear();
        for (var k = 0; k < _regressors.Length; k++)
        {
            var delta = parameters[First + k];
            var column = Column(k, residuals.Length);
            var mean = _regressors[k].Mean;
            for (var t = 1; t < drive.Length; t++) drive[t] = Math.FusedMultiplyAdd(delta, column[t - 1] - mean, drive[t]);
        }
        _recursion.Variances(parameters, residuals, start, drive, variances);
        ArrayPool<double>.Shared.Return(rented);
    }

    public double Adjoint(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        var level = _recursion.Adjoint(parameters, residuals, start, variances, weights, gradient, residualGradient);
        for (var k = 0; k < _regressors.Length; k++)
        {
            var column = Column(k, residuals.Length);
            var sum = 0.0;
            for (var t = 1; t < weights.Length; t++) sum += weights[t] * (column[t - 1] - _regressors[k].Mean);
            gradient[First + k] += sum;
        }
        return level;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory)
    {
        _recursion.Open(parameters, start, 0, memory[.._recursion.MemoryLength]);
        for (var k = 0; k < _regressors.Length; k++) (Slot(memory, k)[0], Slot(memory, k)[1], Slot(memory, k)[2]) = (0, _regressors[k].Mean, _regressors[k].Persistence);
    }

    public void RegressorsAt(int step, int count, Span<double> row)
    {
        for (var k = 0; k < row.Length; k++) row[k] = Column(k, count)[step];
    }

    public IVarianceEquation Window(int first, int count) => new GarchX([.. _regressors.Select(r => Regressor.Of(r.Name, r.Values[first..(first + count)]))]);

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => memory[0];

    /// <summary>A regressor that is missing, NaN or left out with all others, takes its expected value.</summary>
    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors) =>
        _recursion.Push(parameters, memory[.._recursion.MemoryLength], residual, Drive(parameters, memory, regressors));

    /// <summary>|z|, z and the regressors take their expected values.</summary>
    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments) =>
        _recursion.Skip(parameters, memory[.._recursion.MemoryLength], moments, Drive(parameters, memory, []));

    /// <summary>The coming variance is known; there is no closed form for later ones.</summary>
    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        if (variances.Length > 0) variances[0] = memory[0];
        return variances.Length <= 1;
    }

    private double Drive(ReadOnlySpan<double> parameters, Span<double> memory, ReadOnlySpan<double> regressors)
    {
        if (regressors.Length > 0) Guard.SameLength(regressors.Length, _regressors.Length, nameof(regressors));
        var drive = 0.0;
        for (var k = 0; k < _regressors.Length; k++)
        {
            var slot = Slot(memory, k);
            slot[0] = regressors.Length > 0 && double.IsFinite(regressors[k]) ? regressors[k] - slot[1] : slot[2] * slot[0];
            drive = Math.FusedMultiplyAdd(parameters[First + k], slot[0], drive);
        }
        return drive;
    }

    // The latest deviation from the mean, the mean, and the persistence.
    private Span<double> Slot(Span<double> memory, int k) => memory.Slice(_recursion.MemoryLength + (PerRegressor * k), PerRegressor);

    // The rows that belong to the residuals.
    private ReadOnlySpan<double> Column(int k, int count)
    {
        var values = _regressors[k].Values;
        return values.AsSpan(values.Length - count);
    }
}
