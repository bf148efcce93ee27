namespace Forecast.Core.Models;

/// <summary>
/// The recursion of a <see cref="PowerGarch"/> of any orders, in s = h^{δ/2}.
/// <para>State: s of the coming step; the count of first steps that still take the level; the level; then, the latest first, the last p values of |e|^δ, the last o values of their falls
/// and the last q values of s.</para>
/// </summary>
internal sealed class PowerGarchLags(int shocks, int asymmetric, int lagged, int power)
{
    private const int Fixed = 3;

    private readonly int _longest = Math.Max(shocks, Math.Max(asymmetric, lagged));

    public int MemoryLength => Fixed + shocks + asymmetric + lagged;

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        for (var t = 0; t < variances.Length; t++)
        {
            var s = start.IsFirstVariance && t < _longest ? start.Level : At(parameters, residuals, start, variances, t);
            variances[t] = power == 2 ? s : s * s;
        }
    }

    public double Adjoint(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        if (power == 1)
        {
            for (var t = 0; t < weights.Length; t++) weights[t] *= 2 * Math.Sqrt(variances[t]);
        }
        var level = 0.0;
        for (var t = weights.Length - 1; t >= 0; t--)
        {
            // All later steps have added their share: this is λ_t.
            var adjoint = weights[t];
            if (start.IsFirstVariance && t < _longest)
            {
                level += adjoint;
                continue;
            }
            gradient[0] += adjoint;
            for (var i = 1; i <= shocks; i++)
            {
                gradient[i] += adjoint * (i <= t ? Size(residuals[t - i]) : start.Level);
                if (i > t) level += adjoint * parameters[i];
                else if (residualGradient.Length > 0) residualGradient[t - i] += adjoint * parameters[i] * Slope(residuals[t - i]);
            }
            for (var i = 1; i <= asymmetric; i++)
            {
                var k = shocks + i;
                gradient[k] += adjoint * (i <= t ? Below(residuals[t - i]) : 0.5 * start.Level);
                if (i > t) level += 0.5 * adjoint * parameters[k];
                else if (residualGradient.Length > 0 && residuals[t - i] < 0) residualGradient[t - i] += adjoint * parameters[k] * Slope(residuals[t - i]);
            }
            for (var j = 1; j <= lagged; j++)
            {
                var k = shocks + asymmetric + j;
                gradient[k] += adjoint * (j <= t ? Root(variances[t - j]) : start.Level);
                if (j > t) level += adjoint * parameters[k];
                else weights[t - j] += adjoint * parameters[k];
            }
        }
        return level;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory)
    {
        (memory[1], memory[2]) = (start.IsFirstVariance ? _longest : 0, start.Level);
        memory.Slice(Fixed, shocks).Fill(start.Level);
        memory.Slice(Fixed + shocks, asymmetric).Fill(0.5 * start.Level);
        memory.Slice(Fixed + shocks + asymmetric, lagged).Fill(start.Level);
        memory[0] = Coming(parameters, memory);
    }

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual) => Push(parameters, memory, Size(residual), Below(residual));

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double size, double below)
    {
        Shift(memory.Slice(Fixed, shocks), size);
        Shift(memory.Slice(Fixed + shocks, asymmetric), below);
        Shift(memory.Slice(Fixed + shocks + asymmetric, lagged), memory[0]);
        if (memory[1] > 0) memory[1]--;
        memory[0] = Coming(parameters, memory);
    }

    private double Coming(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory)
    {
        if (memory[1] > 0) return memory[2];
        var s = parameters[0];
        for (var i = 1; i < parameters.Length; i++) s = Math.FusedMultiplyAdd(parameters[i], memory[Fixed - 1 + i], s);
        return s;
    }

    // The same sum in the same order as Coming.
    private double At(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, int t)
    {
        var s = parameters[0];
        for (var i = 1; i <= shocks; i++) s = Math.FusedMultiplyAdd(parameters[i], i <= t ? Size(residuals[t - i]) : start.Level, s);
        for (var i = 1; i <= asymmetric; i++) s = Math.FusedMultiplyAdd(parameters[shocks + i], i <= t ? Below(residuals[t - i]) : 0.5 * start.Level, s);
        for (var j = 1; j <= lagged; j++) s = Math.FusedMultiplyAdd(parameters[shocks + asymmetric + j], j <= t ? Root(variances[t - j]) : start.Level, s);
        return s;
    }

    private double Size(double e) => power == 2 ? e * e : Math.Abs(e);

    private double Below(double e) => e < 0 ? Size(e) : 0;

    private double Slope(double e) => power == 2 ? 2 * e : Math.Sign(e);

    // The square root of a rounded square is the number itself.
    private double Root(double variance) => power == 2 ? variance : Math.Sqrt(variance);

    private static void Shift(Span<double> past, double latest)
    {
        if (past.Length == 0) return;
        past[..^1].CopyTo(past[1..]);
        past[0] = latest;
    }
}
