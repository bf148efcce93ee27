namespace Forecast.Core.Numerics;

/// <summary>
/// Steps down a noisy gradient, each parameter's scaled by running moments of its own slope.
/// <code>m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²,   θ ← θ − rate · m̂ / (√v̂ + ε),   m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)</code>
/// <para>β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. Units: those of the parameters, whatever the gradient's.</para>
/// <para>Reference: Kingma and Ba (2015), International Conference on Learning Representations, algorithm 1.</para>
/// </summary>
public sealed class Adam(int parameters)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly double[] _first = new double[parameters], _second = new double[parameters];
    private double _left1 = 1, _left2 = 1;

    /// <summary>Takes one step.</summary>
    public void Step(Span<double> parameters, ReadOnlySpan<double> gradient, double rate)
    {
        Guard.SameLength(gradient.Length, _first.Length, nameof(gradient));
        _left1 *= Beta1;
        _left2 *= Beta2;
        for (var i = 0; i < gradient.Length; i++)
        {
            _first[i] = (Beta1 * _first[i]) + ((1 - Beta1) * gradient[i]);
            _second[i] = (Beta2 * _second[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
            parameters[i] -= rate * (_first[i] / (1 - _left1)) / (Math.Sqrt(_second[i] / (1 - _left2)) + Epsilon);
        }
    }
}
