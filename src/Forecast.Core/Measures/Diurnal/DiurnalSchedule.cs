using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The diurnal profile in force while bars come in: fitted every fourth Monday 00:00 UTC (counted from 1970-01-05) on what had ended by then. The season changes slowly, and a fit each week would cost more than all
/// measures together. See <see cref="DiurnalProfiles"/>.
/// <para>Domain: bars that divide an hour; before 2007, when New York's clocks followed another rule, there is no profile. A bar must be added before a profile is asked for that begins to be in force after its end.</para>
/// </summary>
/// <param name="interval">Of the bars.</param>
public sealed class DiurnalSchedule(TimeSpan interval)
{
    private const long Refit = 28 * Duration.Day;

    private readonly DiurnalProfiles _profiles = new(interval);
    private readonly Dictionary<long, DiurnalProfile?> _fitted = [];

    /// <summary>Takes the next bar by the square of its return; a missing one is left out.</summary>
    public void Add(long open, double variance) => _profiles.Add(open, variance);

    /// <summary>The profile in force at <paramref name="instant"/>; null where too little had ended when it was due.</summary>
    public DiurnalProfile? At(long instant)
    {
        if (instant < NewYorkTime.FirstInstant) return null;
        var origin = instant - ((((instant - Instant.FirstMonday) % Refit) + Refit) % Refit);
        if (!_fitted.TryGetValue(origin, out var profile)) _fitted[origin] = profile = _profiles.FitAt(origin);
        return profile;
    }
}
