using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// Jumps of the log price: arrivals are Poisson, sizes normal with mean 0 and variance <c>VarianceShare / PerDay</c> of the mean daily variance; each
/// jump raises the log variance by <see cref="VarianceResponse"/>, which then fades as the fast factor does.
/// <para>Units: arrivals per day; share of the mean variance in [0, 0.5]; response in log variance, in [0, 2].</para>
/// <para>Reference: Merton (1976), Journal of Financial Economics 3; co-jumps: Duffie, Pan and Singleton (2000), Econometrica 68.</para>
/// </summary>
public sealed record JumpDynamics(double PerDay, double VarianceShare, double VarianceResponse)
{
    internal void Validate(string name)
    {
        Guard.InRange(PerDay, 0, 24, $"{name}.perDay");
        Guard.InRange(VarianceShare, 0, 0.5, $"{name}.varianceShare");
        Guard.InRange(VarianceResponse, 0, 2, $"{name}.varianceResponse");
        if (PerDay == 0 && VarianceShare > 0)
            throw new ArgumentException(FormattableString.Invariant($"{name}.varianceShare is {VarianceShare} but perDay is 0; without arrivals it must be 0"));
    }
}
