using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>A regressor of the HAR family: its name among the parameters, and its values at hours of a history.</summary>
/// <param name="Name">Name of the coefficient, as in <c>beta[1d]</c>.</param>
/// <param name="Fill">Writes the values; each depends on hours up to its own only.</param>
public sealed record LadderTerm(string Name, LadderTerm.Column Fill)
{
    /// <summary>Writes the regressor's values at <paramref name="at"/> (hour indices of <paramref name="history"/>, from 719 on) for a target over <paramref name="horizon"/> hours.</summary>
    public delegate void Column(MarketHistory history, int horizon, ReadOnlySpan<int> at, Span<double> values);
}
