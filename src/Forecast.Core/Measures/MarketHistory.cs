using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// What is known of one instrument at an origin: the hours up to it and the targets that are complete by then. Models see the market through
/// this window only, so no model can read past its origin.
/// </summary>
public sealed class MarketHistory
{
    private readonly HourlySeries _series;

    internal MarketHistory(HourlySeries series, int count) => (_series, Count) = (series, count);

    public string Symbol => _series.Symbol;

    /// <summary>Hours known.</summary>
    public int Count { get; }

    internal HourlySeries Series => _series;

    internal HourlyPanel Panel => _series.Panel;

    /// <summary>The instant up to which everything is known, Unix microseconds: the end of the last hour.</summary>
    public long Origin => _series.End(Count - 1);

    /// <summary>Whether the bar that ends at the origin is there, so that the price at the origin is no older one.</summary>
    public bool HasPrice => _series.OnTime[Count - 1];

    /// <summary>Whether the bar that ends at each hour's end is there; length <see cref="Count"/>.</summary>
    internal ReadOnlySpan<bool> OnTime => _series.OnTime.AsSpan(0, Count);

    /// <summary>Returns that a full hour has.</summary>
    internal int ReturnsPerHour => (int)(Duration.Hour / Duration.Microseconds(_series.Interval));

    /// <summary>Hourly realised variances, oldest first, NaN where absent (see <see cref="HourlySeries"/>); length <see cref="Count"/>.</summary>
    public ReadOnlySpan<double> Variance => _series.Variance.AsSpan(0, Count);

    /// <summary>Log of the last price known at each hour's end; length <see cref="Count"/>.</summary>
    public ReadOnlySpan<double> LogClose => _series.LogClose.AsSpan(0, Count);

    /// <summary>Realised variance of the last <paramref name="hours"/> hours at each hour's end, NaN where absent; length <see cref="Count"/>, meaningful from index hours − 1.</summary>
    public ReadOnlySpan<double> Rolling(int hours) => _series.Rolling(hours).AsSpan(0, Count);

    /// <summary>
    /// Log of the mean hourly variance of the last <paramref name="hours"/> hours, never below <see cref="HourlySeries.QuietFloor"/> of the mean of the last
    /// 720 hours, so that an hour without a trade has a logarithm; length <see cref="Count"/>, meaningful from index 719.
    /// </summary>
    public ReadOnlySpan<double> LogMean(int hours) => _series.LogMean(hours).AsSpan(0, Count);

    /// <summary>A measure of the last <paramref name="hours"/> hours at each hour's end, with the gap rule of the variance, NaN where absent; length <see cref="Count"/>, meaningful from index hours − 1.</summary>
    public ReadOnlySpan<double> Rolling(HourlyMeasure measure, int hours) => _series.Rolling(measure, hours).AsSpan(0, Count);

    /// <summary>Whether the bars' source gives what <paramref name="measure"/> needs; without it the measure is absent at every hour.</summary>
    public bool Has(HourlyMeasure measure) => _series.Has(measure);

    /// <summary>
    /// Exponentially weighted mean of the hourly variances up to each hour, Σ_j λ^j v_{i−j} / Σ_j λ^j with λ = 2^(−1/half-life) over the hours that have a variance: its weights sum to one however short the history.
    /// The half-life is in hours; length <see cref="Count"/>, NaN before the first variance.
    /// </summary>
    public ReadOnlySpan<double> Exponential(double halfLife) => _series.Exponential(halfLife).AsSpan(0, Count);

    /// <summary><see cref="LogMean"/> of variances divided by the seasonal factor that was in force when their hour began; length <see cref="Count"/>, meaningful from index 719.</summary>
    public ReadOnlySpan<double> SeasonalLogMean(int hours) => _series.SeasonalLogMean(hours).AsSpan(0, Count);

    /// <summary>
    /// Log of the mean seasonal factor of the <paramref name="hours"/> hours after each hour, by the profile in force at its end (see <see cref="DiurnalSchedule"/>); 0 where there is no profile yet; length <see cref="Count"/>.
    /// </summary>
    public ReadOnlySpan<double> SeasonAhead(int hours) => _series.SeasonAhead(hours).AsSpan(0, Count);

    /// <summary>End of hour <paramref name="i"/>, Unix microseconds.</summary>
    public long End(int i) => i < Count ? _series.End(i) : throw new ArgumentOutOfRangeException(nameof(i), $"hour {i} is not known at {Instant.Format(Origin)}");

    /// <summary>Hour indices of the origins whose targets over <paramref name="horizon"/> are complete by now; see <see cref="Targets"/>.</summary>
    public ReadOnlySpan<int> TargetOrigins(TimeSpan horizon)
    {
        var table = _series.Targets(horizon);
        return table.Origin.AsSpan(0, table.Matured(Count));
    }

    /// <summary>The realised variances over (origin, origin + horizon] that are complete by now, one for each of <see cref="TargetOrigins"/>.</summary>
    public ReadOnlySpan<double> Targets(TimeSpan horizon)
    {
        var table = _series.Targets(horizon);
        return table.Value.AsSpan(0, table.Matured(Count));
    }

    /// <summary>Natural logs of <see cref="Targets"/>; negative infinity where nothing was traded.</summary>
    public ReadOnlySpan<double> LogTargets(TimeSpan horizon)
    {
        var table = _series.Targets(horizon);
        return table.Log.AsSpan(0, table.Matured(Count));
    }

    /// <summary>The panel as it was known <paramref name="hours"/> hours earlier; of the instrument itself nothing may have been there yet.</summary>
    internal MarketHistory Before(int hours) => new(_series, Count - hours);

    /// <summary>The history that was known <paramref name="hours"/> hours earlier.</summary>
    public MarketHistory Back(int hours) => hours >= 0 && hours < Count ? new(_series, Count - hours)
        : throw new ArgumentOutOfRangeException(nameof(hours), $"{hours} hours back is outside the {Count} hours known");
}
