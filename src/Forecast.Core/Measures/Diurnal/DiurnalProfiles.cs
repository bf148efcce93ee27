using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Diurnal profiles as time goes on: fitted again every Monday 00:00 UTC, on the trailing window of what had ended by then. The profile of an instant depends on the bars of that window and on nothing else, whatever
/// came before, comes after, or in what pieces.
/// <para>Adding must not run beside anything else; once all is there, reading may run side by side.</para>
/// </summary>
public sealed class DiurnalProfiles
{
    private readonly TimeSpan _interval;
    private readonly long _step;
    private readonly int _positions;
    private readonly DiurnalOptions _options;
    private readonly DiurnalDesign _design;
    private readonly List<long> _slot = [];
    private readonly List<double> _square = [];
    private readonly List<int> _cell = [];
    private readonly ConcurrentDictionary<long, DiurnalProfile?> _fitted = [];
    private (long Open, double Close)? _last;

    /// <param name="interval">Of the bars; divides one hour.</param>
    /// <param name="options">How profiles are fitted; by default as was best on open data.</param>
    /// <exception cref="ArgumentException">The interval does not divide one hour, or an option lies outside its range.</exception>
    public DiurnalProfiles(TimeSpan interval, DiurnalOptions? options = null)
    {
        _options = options ?? new DiurnalOptions();
        Guard.InRange(_options.Shrinkage, 0, 1e9);
        Guard.Positive(_options.Cap);
        if (_options.Minimum < TimeSpan.FromDays(7) || _options.Window < _options.Minimum)
            throw new ArgumentException($"a profile needs at least 7 days and its minimum within its window; got minimum {_options.Minimum.TotalDays:0.#} and window {_options.Window.TotalDays:0.#} days");
        (_interval, _positions) = (interval, DiurnalCells.Positions(interval));
        (_step, _design) = (Duration.Microseconds(interval), DiurnalDesign.Of(_positions, _options.Shrinkage));
    }

    /// <summary>The profiles of a series.</summary>
    public static DiurnalProfiles Of(BarSeries bars, DiurnalOptions? options = null)
    {
        var profiles = new DiurnalProfiles(bars.Interval, options);
        profiles.Add(bars);
        return profiles;
    }

    /// <summary>Hourly profiles from the realised variance of the full hours of a series: finer bars tell more of an hour than its own return. An hour after a gap that has no return of its own is left out.</summary>
    public static DiurnalProfiles Of(HourlySeries hours, DiurnalOptions? options = null)
    {
        var profiles = new DiurnalProfiles(TimeSpan.FromHours(1), options);
        for (var i = 0; i < hours.Count; i++)
        {
            if (hours.Complete[i] && hours.HasOwnVariance(i)) profiles.Add(hours.End(i) - Duration.Hour, hours.Variance[i]);
        }
        return profiles;
    }

    /// <summary>Takes the next bars; there is a return between neighbouring ones only.</summary>
    public void Add(BarSeries bars)
    {
        if (bars.Interval != _interval) throw new ArgumentException($"bars of {Duration.Format(bars.Interval)} where profiles of {Duration.Format(_interval)} are fitted");
        for (var i = 0; i < bars.Count; i++)
        {
            if (bars.OpenTime[i] - _last?.Open == _step && Math.Log(bars.Close[i] / _last!.Value.Close) is var r) Add(bars.OpenTime[i], r * r);
            _last = (bars.OpenTime[i], bars.Close[i]);
        }
    }

    /// <summary>Takes the next bar, by the square of its return or by its realised variance; a missing bar is left out, and one before 2007, when New York's clocks followed another rule, is passed over.</summary>
    /// <param name="open">When the bar opens, Unix microseconds, on the interval's grid and after the last one.</param>
    /// <param name="variance">Not negative.</param>
    public void Add(long open, double variance)
    {
        Guard.InRange(variance, 0, double.MaxValue);
        if (open < NewYorkTime.FirstInstant) return;
        if (open % _step != 0 || (_slot.Count > 0 && open / _step <= _slot[^1]))
            throw new ArgumentException($"the bar of {Instant.Format(open)} does not come after the last one on the {Duration.Format(_interval)} grid; sort them by time");
        _slot.Add(open / _step);
        _square.Add(variance);
        _cell.Add(DiurnalCells.Of(open, _positions));
    }

    /// <summary>The profile in force at <paramref name="instant"/>: fitted on the last Monday 00:00 UTC that is not after it; null where there was too little then.</summary>
    public DiurnalProfile? At(long instant)
    {
        var origin = DiurnalCells.FloorWeek(instant);
        // Until a bar after the origin has come, more may come that ends before it.
        return _slot.Count == 0 || _slot[^1] * _step < origin ? FitAt(origin) : _fitted.GetOrAdd(origin, static (o, self) => self.FitAt(o), this);
    }

    /// <summary>A profile fitted on the bars that end at or before <paramref name="origin"/> and after origin − window; null where they are too few.</summary>
    public DiurnalProfile? FitAt(long origin)
    {
        var slots = CollectionsMarshal.AsSpan(_slot);
        // A bar of slot s ends at (s + 1) × step.
        var first = FirstFrom(slots, FloorSlot(origin - _options.WindowMicroseconds));
        var until = FirstFrom(slots, FloorSlot(origin));
        if (until <= first || (slots[until - 1] + 1 - slots[first]) * _step < _options.MinimumMicroseconds - _step) return null;
        var window = new DiurnalWindow(_design, slots[first..until], CollectionsMarshal.AsSpan(_square)[first..until], CollectionsMarshal.AsSpan(_cell)[first..until]);
        var least = (int)(_options.MinimumMicroseconds / _step / 2);
        return window.Fit(_options.Cap, least) is { } parameters ? DiurnalProfile.Of(origin, _design, parameters) : null;
    }

    private long FloorSlot(long instant) => (instant / _step) - (instant % _step < 0 ? 1 : 0);

    private static int FirstFrom(ReadOnlySpan<long> slots, long slot) => slots.BinarySearch(slot) is var i && i >= 0 ? i : ~i;
}
