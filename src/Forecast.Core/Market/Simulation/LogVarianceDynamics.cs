using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// How a log variance moves: a slow and a fast Ornstein–Uhlenbeck process, <code>x(t + δ) = φ x(t) + s √(1 − φ²) ε, φ = 2^(−δ / half-life)</code>
/// each stationary with mean 0 and standard deviation s. Two well-separated half-lives give the slowly decaying autocorrelation that a ladder of
/// averages (HAR) approximates.
/// <para>Units: standard deviations of the log variance, dimensionless.</para>
/// <para>Reference: LeBaron (2001), Quantitative Finance 1; Corsi (2009), Journal of Financial Econometrics 7.</para>
/// </summary>
public sealed record LogVarianceDynamics(TimeSpan SlowHalfLife, double SlowDeviation, TimeSpan FastHalfLife, double FastDeviation)
{
    internal void Validate(string name)
    {
        Guard.Positive(SlowHalfLife.TotalDays, $"{name}.slowHalfLife");
        Guard.Positive(FastHalfLife.TotalDays, $"{name}.fastHalfLife");
        Guard.InRange(SlowDeviation, 0, 2, $"{name}.slowDeviation");
        Guard.InRange(FastDeviation, 0, 2, $"{name}.fastDeviation");
    }
}
