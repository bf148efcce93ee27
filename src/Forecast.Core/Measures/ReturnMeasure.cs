namespace Forecast.Core.Measures;

/// <summary>Feeds a measure of returns from a span of them, or from the bars of a window.</summary>
internal static class ReturnMeasure
{
    /// <summary>The measure of a window without gaps.</summary>
    public static double? Of<T>(T measure, ReadOnlySpan<double> returns)
        where T : struct, IReturnMeasure
    {
        for (var i = 0; i < returns.Length; i++) measure.Add(returns[i], isJoined: i > 0);
        return measure.Value(new WindowCount(returns.Length, returns.Length, returns.Length + 1));
    }

    /// <summary>The measure as one of bars: it takes the returns of those that have one.</summary>
    public static IWindowMeasure OfBars<T>(T measure)
        where T : struct, IReturnMeasure => new Bars<T>(measure);

    private sealed class Bars<T>(T measure) : IWindowMeasure
        where T : struct, IReturnMeasure
    {
        private T _measure = measure;

        public void Add(in WindowBar bar)
        {
            if (bar.Return is { } r) _measure.Add(r, bar.IsJoined);
        }

        public double? Value(WindowCount count) => _measure.Value(count);
    }
}
