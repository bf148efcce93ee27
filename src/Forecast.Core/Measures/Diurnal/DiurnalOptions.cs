using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>How a <see cref="DiurnalProfile"/> is fitted; the settings that were best on open data of seven coins, see docs/decisions/0014.</summary>
public sealed record DiurnalOptions
{
    /// <summary>The trailing window that a profile is fitted on: 18 months.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(78 * 7);

    /// <summary>What a history must span at least; half of its returns must be there. Below that there is no profile.</summary>
    public TimeSpan Minimum { get; init; } = TimeSpan.FromDays(28);

    /// <summary>Multiplies the weight of every pull towards no season (see <see cref="DiurnalProfile"/>); not negative, and 0 takes the pulls to almost nothing.</summary>
    public double Shrinkage { get; init; } = 1;

    /// <summary>The largest squared return that counts in full, in multiples of what the local level and the profile expect: one crash is not a season.</summary>
    public double Cap { get; init; } = 10;

    internal long WindowMicroseconds => Duration.Microseconds(Window);

    internal long MinimumMicroseconds => Duration.Microseconds(Minimum);
}
