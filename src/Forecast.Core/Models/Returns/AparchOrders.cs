namespace Forecast.Core.Models;

/// <summary>
/// Orders of an <see cref="Aparch"/>, where its parameters ω, α, γ, β, δ lie, and its memory: h and σ^δ of the coming step; how many further steps keep the start level; then, latest first, |e|^δ of
/// rises, of falls and of terms before the first observation, p values each, and q values of σ^δ.
/// </summary>
internal sealed record AparchOrders(int Shocks, int Asymmetric, int Lagged)
{
    private const int Fixed = 3;

    public int Longest => Math.Max(Shocks, Lagged);

    public int MemoryLength => Fixed + (3 * Shocks) + Lagged;

    public int FirstGamma => 1 + Shocks;

    public int FirstBeta => 1 + Shocks + Asymmetric;

    public double Gamma(ReadOnlySpan<double> parameters, int i) => i < Asymmetric ? parameters[FirstGamma + i] : 0;

    public Span<double> Rises(Span<double> memory) => memory.Slice(Fixed, Shocks);

    public Span<double> Falls(Span<double> memory) => memory.Slice(Fixed + Shocks, Shocks);

    public Span<double> Presample(Span<double> memory) => memory.Slice(Fixed + (2 * Shocks), Shocks);

    public Span<double> Past(Span<double> memory) => memory.Slice(Fixed + (3 * Shocks), Lagged);
}
