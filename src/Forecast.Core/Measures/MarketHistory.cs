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

    /// <summary>The instant up to which everything is known, Unix microseconds: the end of the last hour.</summary>
    public long Origin => _series.End(Count - 1);

    /// <summary>Whether the bar that ends at the origin is there, so that the price at the origin is no older one.</summary>
    public bool HasPrice => _series.OnTime[Count - 1];

    /// <summary>Whether the bar that ends at each hour's end is there; length <see cref="Count"/>.</summary>
    internal ReadOnlySpan<bool> OnTime => _series.OnTime.AsSpan(0, Count);

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

    /// <summary>The history that was known <paramref name="hours"/> hours earlier.</summary>
    public MarketHistory Back(int hours) => hours >= 0 && hours < Count ? new(_series, Count - hours)
        : throw new ArgumentOutOfRangeException(nameof(hours), $"{hours} hours back is outside the {Count} hours known");
}
