namespace Forecast.Core.Models;

/// <summary>The recursion of an <see cref="Aparch"/> with its parameters, in s = σ^δ; (|e| − γ e)^δ = (1 ∓ γ)^δ |e|^δ.</summary>
internal readonly ref struct AparchRecursion(AparchOrders orders, ReadOnlySpan<double> parameters)
{
    private readonly ReadOnlySpan<double> _parameters = parameters;
    private readonly double _power = parameters[^1];

    public void Variances(ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        Span<double> memory = stackalloc double[orders.MemoryLength];
        Open(start, memory);
        // The powers of the residuals lie where the variances will: s_t is written after |e_{t−1}|^δ was read, and all are raised at the end.
        var sizes = variances[..Math.Min(residuals.Length, variances.Length - 1)];
        PowerLanes.Of(residuals[..sizes.Length], _power, sizes);
        var s = memory[1];
        if (orders.Longest == 1)
        {
            var (omega, alpha, gamma, beta) = (_parameters[0], _parameters[1], orders.Gamma(_parameters, 0), orders.Lagged > 0 ? _parameters[orders.FirstBeta] : 0);
            var (rise, fall) = (PowerLanes.Of(1 - gamma, _power), PowerLanes.Of(1 + gamma, _power));
            for (var t = 0; t < sizes.Length; t++)
            {
                var size = (residuals[t] < 0 ? fall : rise) * sizes[t];
                variances[t] = s;
                s = Math.FusedMultiplyAdd(beta, s, Math.FusedMultiplyAdd(alpha, size, omega));
            }
        }
        else
        {
            for (var t = 0; t < sizes.Length; t++)
            {
                var (size, isFall) = (sizes[t], residuals[t] < 0);
                variances[t] = s;
                Advance(memory, isFall ? 0 : size, isFall ? size : 0);
                s = memory[1];
            }
        }
        variances[sizes.Length] = s;
        PowerLanes.Of(variances, 2 / _power, variances);
    }

    public void Open(PresampleStart start, Span<double> memory)
    {
        memory.Clear();
        var level = PowerLanes.Of(start.Level, _power / 2);
        orders.Presample(memory).Fill(level);
        orders.Past(memory).Fill(level);
        memory[2] = start.IsFirstVariance ? orders.Longest - 1 : 0;
        memory[1] = start.IsFirstVariance ? level : Coming(memory);
        memory[0] = PowerLanes.Of(memory[1], 2 / _power);
    }

    /// <summary>Takes |e|^δ of the coming step, as a rise or a fall, or a share of both.</summary>
    public void Push(Span<double> memory, double rise, double fall)
    {
        Advance(memory, rise, fall);
        memory[0] = PowerLanes.Of(memory[1], 2 / _power);
    }

    private void Advance(Span<double> memory, double rise, double fall)
    {
        Shift(orders.Rises(memory), rise);
        Shift(orders.Falls(memory), fall);
        Shift(orders.Presample(memory), 0);
        Shift(orders.Past(memory), memory[1]);
        if (memory[2] > 0) memory[2]--;
        else memory[1] = Coming(memory);
    }

    private double Coming(Span<double> memory)
    {
        Span<double> rises = orders.Rises(memory), falls = orders.Falls(memory), presample = orders.Presample(memory), past = orders.Past(memory);
        var s = _parameters[0];
        for (var i = 0; i < orders.Shocks; i++)
        {
            var gamma = orders.Gamma(_parameters, i);
            var size = Math.FusedMultiplyAdd(PowerLanes.Of(1 - gamma, _power), rises[i], Math.FusedMultiplyAdd(PowerLanes.Of(1 + gamma, _power), falls[i], presample[i]));
            s = Math.FusedMultiplyAdd(_parameters[1 + i], size, s);
        }
        for (var j = 0; j < orders.Lagged; j++) s = Math.FusedMultiplyAdd(_parameters[orders.FirstBeta + j], past[j], s);
        return s;
    }

    private static void Shift(Span<double> past, double latest)
    {
        if (past.Length == 0) return;
        past[..^1].CopyTo(past[1..]);
        past[0] = latest;
    }
}
