using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The recursion of <see cref="Egarch"/>, with a known drive x added to each step's log variance.
/// <code>ln h_t = ω + x_t + Σ α_i (|z_{t−i}| − √(2/π)) + Σ γ_i z_{t−i} + Σ β_j ln h_{t−j}</code>
/// <para>Parameters: ω, α, γ, β; others may follow. Memory: h, 1/√h and ln h of the coming step; how many further steps keep the start level; then, latest first, p values of |z| − √(2/π), o of z
/// and q of ln h.</para>
/// </summary>
internal sealed class LogVarianceRecursion(int shocks, int asymmetric, int lagged)
{
    /// <summary>√(2/π).</summary>
    internal const double NormalSize = 0.79788456080286536;

    private const int Fixed = 4;

    private readonly int _longest = Math.Max(shocks, Math.Max(asymmetric, lagged));

    public int MemoryLength => Fixed + shocks + asymmetric + lagged;

    // Nearly every model in use has lags of 1 only: they have a loop of their own.
    private bool IsFirstOrder => _longest == 1;

    private int FirstBeta => 1 + shocks + asymmetric;

    public IReadOnlyList<LinearConstraint> Constraints(IReadOnlyList<string> names)
    {
        var constraints = new List<LinearConstraint>();
        if (lagged == 0) return constraints;
        var (sum, alternating) = (new double[names.Count], new double[names.Count]);
        for (var j = 0; j < lagged; j++) (sum[FirstBeta + j], alternating[FirstBeta + j]) = (-1, j % 2 == 0 ? 1 : -1);
        constraints.Add(new(sum, -1, string.Join(" + ", names.Skip(FirstBeta).Take(lagged)) + " is at 1: shocks to the log variance never fade"));
        constraints.Add(new(alternating, -1, "the log variance swings from step to step and never settles"));
        if (lagged == 2) constraints.Add(LinearConstraint.AtLeast(names.Count, FirstBeta + 1, -1, names[FirstBeta + 1] + " is at -1"));
        return constraints;
    }

    /// <summary>Points for residuals of unit variance, so that ω stands for ln 1.</summary>
    public IReadOnlyList<double[]> Starts(int count) => [.. new[] { (0.15, -0.05, 0.97), (0.3, 0, 0.9), (0.1, -0.1, 0.99), (0.2, 0.05, 0.7) }.Select(s => Point(count, s.Item1, s.Item2, s.Item3))];

    /// <summary>The same for short series, whose likelihood may be highest where the variance falls after shocks or swings.</summary>
    public IReadOnlyList<double[]> StartsOfShortSeries(int count) =>
        [.. from size in (double[])[-0.4, -0.1, 0.01, 0.05, 0.1, 0.2, 0.5] from sign in (double[])[-0.1, 0, 0.1] from persistence in (double[])[-0.8, 0.5, 0.7, 0.9, 0.98] select Point(count, size, sign, persistence)];

    private double[] Point(int count, double size, double sign, double persistence)
    {
        var point = new double[count];
        if (shocks > 0) point[1] = size;
        if (asymmetric > 0) point[1 + shocks] = shocks > 0 || sign != 0 ? sign : 0.1;
        if (lagged > 0) point[FirstBeta] = persistence;
        return point;
    }

    public void Rescale(Span<double> parameters, double factor)
    {
        var rest = 1.0;
        foreach (var beta in parameters.Slice(FirstBeta, lagged)) rest -= beta;
        parameters[0] += rest * 2 * Math.Log(factor);
    }

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> drive, Span<double> variances)
    {
        Span<double> memory = stackalloc double[MemoryLength];
        Open(parameters, start, drive.Length > 0 ? drive[0] : 0, memory);
        if (!IsFirstOrder)
        {
            for (var t = 0; t < variances.Length; t++)
            {
                variances[t] = memory[0];
                if (t + 1 < variances.Length) Push(parameters, memory, residuals[t], drive.Length > 0 ? drive[t + 1] : 0);
            }
            return;
        }
        var (h, inverseRoot, log, (omega, alpha, gamma, beta)) = (memory[0], memory[1], memory[2], First(parameters));
        variances[0] = h;
        for (var t = 1; t < variances.Length; t++)
        {
            log = After(drive.Length > 0 ? omega + drive[t] : omega, alpha, gamma, beta, residuals[t - 1], inverseRoot, log);
            inverseRoot = Math.Exp(-0.5 * log);
            variances[t] = 1 / (inverseRoot * inverseRoot);
        }
    }

    /// <summary>See <see cref="IVarianceEquation.Adjoint"/>; the weights become the derivatives of L in the drive of each step, the first steps of a start that is their variance apart.</summary>
    public double Adjoint(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient) =>
        new LogVarianceAdjoint(parameters, shocks, asymmetric, lagged, start).Run(residuals, variances, weights, gradient, residualGradient);

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, double drive, Span<double> memory)
    {
        memory.Clear();
        var level = Math.Log(start.Level);
        memory.Slice(Fixed + shocks + asymmetric, lagged).Fill(level);
        memory[3] = start.IsFirstVariance ? _longest - 1 : 0;
        Set(memory, start.IsFirstVariance ? level : Coming(parameters, drive, memory));
    }

    /// <summary>Takes the coming step's residual, and the drive of the step after it.</summary>
    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, double drive)
    {
        if (IsFirstOrder)
        {
            var (omega, alpha, gamma, beta) = First(parameters);
            Set(memory, After(omega + drive, alpha, gamma, beta, residual, memory[1], memory[2]));
            return;
        }
        var z = residual * memory[1];
        Push(parameters, memory, Math.Abs(z) - NormalSize, z, drive);
    }

    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments, double drive)
    {
        var size = moments.Absolute(1) - NormalSize;
        if (IsFirstOrder)
        {
            var (omega, alpha, _, beta) = First(parameters);
            Set(memory, Math.FusedMultiplyAdd(beta, memory[2], Math.FusedMultiplyAdd(alpha, size, omega + drive)));
            return;
        }
        Push(parameters, memory, size, 0, drive);
    }

    private void Push(ReadOnlySpan<double> parameters, Span<double> memory, double size, double z, double drive)
    {
        Shift(memory.Slice(Fixed, shocks), size);
        Shift(memory.Slice(Fixed + shocks, asymmetric), z);
        Shift(memory.Slice(Fixed + shocks + asymmetric, lagged), memory[2]);
        if (memory[3] > 0) memory[3]--;
        else Set(memory, Coming(parameters, drive, memory));
    }

    private double Coming(ReadOnlySpan<double> parameters, double drive, ReadOnlySpan<double> memory)
    {
        var log = parameters[0] + drive;
        for (var i = 1; i < FirstBeta + lagged; i++) log = Math.FusedMultiplyAdd(parameters[i], memory[Fixed - 1 + i], log);
        return log;
    }

    // α |z| + γ z = (α |e| + γ e)/√h: but for one product and sum, nothing waits for the root.
    private static double After(double omega, double alpha, double gamma, double beta, double residual, double inverseRoot, double log)
    {
        var pull = Math.FusedMultiplyAdd(alpha, Math.Abs(residual), gamma * residual);
        return Math.FusedMultiplyAdd(pull, inverseRoot, Math.FusedMultiplyAdd(beta, log, Math.FusedMultiplyAdd(-alpha, NormalSize, omega)));
    }

    private static void Set(Span<double> memory, double log)
    {
        var inverseRoot = Math.Exp(-0.5 * log);
        (memory[0], memory[1], memory[2]) = (1 / (inverseRoot * inverseRoot), inverseRoot, log);
    }

    private static void Shift(Span<double> past, double latest)
    {
        if (past.Length == 0) return;
        past[..^1].CopyTo(past[1..]);
        past[0] = latest;
    }

    private (double Omega, double Alpha, double Gamma, double Beta) First(ReadOnlySpan<double> parameters) =>
        (parameters[0], shocks > 0 ? parameters[1] : 0, asymmetric > 0 ? parameters[1 + shocks] : 0, lagged > 0 ? parameters[FirstBeta] : 0);
}
