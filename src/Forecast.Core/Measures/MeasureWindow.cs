namespace Forecast.Core.Measures;

/// <summary>A window in which measures are being computed: bars go in as they come, and the values so far can be asked for at any time.</summary>
/// <param name="measures">Which.</param>
/// <param name="convention">How they count.</param>
/// <param name="expected">Returns of the whole window; null where it has as many as it has (prices that come when there is a trade).</param>
public sealed class MeasureWindow(IReadOnlyList<Measure> measures, MeasureConvention convention, int? expected)
{
    private readonly IWindowMeasure[] _measures = Start(measures, convention);
    private int _returns;

    /// <summary>Bars so far.</summary>
    public int Bars { get; private set; }

    public void Add(in WindowBar bar)
    {
        // The first return of a window makes no pair with the one before the window.
        var own = _returns == 0 ? bar with { IsJoined = false } : bar;
        foreach (var measure in _measures) measure.Add(own);
        Bars++;
        if (bar.Return is not null) _returns++;
    }

    /// <summary>The measures' values so far, one each; null where undefined.</summary>
    public double?[] Values()
    {
        var count = new WindowCount(expected ?? _returns, _returns, Bars);
        return Array.ConvertAll(_measures, m => m.Value(count));
    }

    private static IWindowMeasure[] Start(IReadOnlyList<Measure> measures, MeasureConvention convention)
    {
        IWindowMeasure[] started = [.. measures.Select(m => m.Start(convention))];
        TickWindow.Share(started);
        return started;
    }
}
