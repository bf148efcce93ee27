namespace Forecast.Pipeline.Quality;

/// <summary>How complete a UTC day of one instrument's bars is.</summary>
/// <param name="Day">00:00 UTC, Unix microseconds.</param>
/// <param name="Present">Bars that are there.</param>
/// <param name="Expected">Bars of the day's grid between the instrument's first bar and its last.</param>
/// <param name="Corrected">Versions that corrected an earlier one.</param>
/// <param name="Withdrawn">Bars withdrawn as bad prints.</param>
/// <param name="Quarantined">Rows set aside, of those whose time could be read.</param>
/// <param name="Flagged">Rows kept and flagged.</param>
public sealed record DayCompleteness(long Day, int Present, int Expected, int Corrected, int Withdrawn, int Quarantined, int Flagged)
{
    public int Missing => Expected - Present;

    /// <summary>Whether there is something to say of the day.</summary>
    public bool Bad => Missing > 0 || Withdrawn > 0 || Quarantined > 0 || Flagged > 0;
}
