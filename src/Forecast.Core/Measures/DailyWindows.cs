using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>Windows of a UTC day each, one after the other; a day without a bar has none.</summary>
internal sealed class DailyWindows(IReadOnlyList<Measure> measures, MeasureConvention convention, int? expected)
{
    private readonly List<(long Day, int Bars, double?[] Values)> _closed = [];
    private long _day;

    /// <summary>The window of the last day that has a bar.</summary>
    public MeasureWindow? Open { get; private set; }

    public void Add(long time, in WindowBar bar)
    {
        var day = Instant.FloorDay(time);
        if (Open is null || day != _day)
        {
            if (Open is not null) _closed.Add(Current());
            (Open, _day) = (new MeasureWindow(measures, convention, expected), day);
        }
        Open.Add(bar);
    }

    /// <summary>Every window, the last one included.</summary>
    public IEnumerable<(long Day, int Bars, double?[] Values)> All() => Open is null ? [] : _closed.Append(Current());

    private (long Day, int Bars, double?[] Values) Current() => (_day, Open!.Bars, Open.Values());
}
