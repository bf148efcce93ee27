using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Features;

/// <summary>How columns of features are made, each value with the instants that it is about and at which it was known.</summary>
internal static class FeatureColumns
{
    /// <summary>From the hourly measures up to each origin.</summary>
    /// <param name="inputs">The instrument and the origins.</param>
    /// <param name="hours">Hours that <paramref name="value"/> looks back on; the series must be as long.</param>
    /// <param name="value">Of the hour that ends at the origin.</param>
    public static FeatureColumn OfHour(FeatureInputs inputs, int hours, Func<int, double?> value) =>
        OfBars(inputs, row => inputs.HourOf(row) is { } i && i >= hours - 1 ? value(i) : null);

    /// <summary>A realised measure of the last <paramref name="hours"/> hours.</summary>
    public static FeatureColumn OfWindow(FeatureInputs inputs, int hours, string measure, Func<double, int, double?>? transform = null)
    {
        var values = inputs.Window(measure, hours);
        return OfBars(inputs, row => values[row] is { } v ? transform is null ? v : transform(v, hours) : null);
    }

    /// <summary>Of two realised measures of the last <paramref name="hours"/> hours.</summary>
    public static FeatureColumn OfWindow(FeatureInputs inputs, int hours, string first, string second, Func<double, double, double?> value)
    {
        var (a, b) = (inputs.Window(first, hours), inputs.Window(second, hours));
        return OfBars(inputs, row => a[row] is { } x && b[row] is { } y ? value(x, y) : null);
    }

    /// <summary>Of bars that end at each origin or before it.</summary>
    public static FeatureColumn OfBars(FeatureInputs inputs, Func<int, double?> value) =>
        Make(inputs, row => inputs.BarBefore(row) is var i && i >= 0 && value(row) is { } v ? (v, inputs.Bars.End(i), inputs.Bars.End(i) + inputs.Delay) : null);

    /// <summary>Of the bars of the order book in (origin − <paramref name="window"/>, origin].</summary>
    public static FeatureColumn OfBook(FeatureInputs inputs, TimeSpan window, Func<BookWindow, long, long, double?> value)
    {
        if (inputs.Book is not { } bars) return Absent(inputs);
        var (book, last) = (new BookWindow(bars), -1);
        return Make(inputs, row =>
        {
            while (last + 1 < bars.Bars.Count && bars.End(last + 1) <= inputs.Origins[row]) last++;
            return last >= 0 && value(book, inputs.Origins[row] - Duration.Microseconds(window), inputs.Origins[row]) is { } v ? (v, bars.End(last), bars.End(last)) : null;
        });
    }

    /// <summary>Of the last fact that was known; none where it is older than <paramref name="maximumAge"/>.</summary>
    public static FeatureColumn OfFact(FeatureInputs inputs, AsOfSeries? series, TimeSpan maximumAge, Func<double, double> value)
    {
        if (series is null) return Absent(inputs);
        var cursor = new AsOfCursor(series);
        return Make(inputs, row => cursor.RowAt(inputs.Origins[row], inputs.KnownAt(row), Duration.Microseconds(maximumAge)) is { } fact ? (value(series.Value[fact]), series.Time[fact], series.KnownAt[fact]) : null);
    }

    /// <summary>
    /// Of facts of (origin − <paramref name="window"/>, origin], in the versions that were known: stamped with the last of all of them, whichever <paramref name="value"/> reads; none where no series has one.
    /// </summary>
    public static FeatureColumn OfFacts(FeatureInputs inputs, IReadOnlyList<AsOfSeries?> series, TimeSpan window, Func<long, long, double?> value)
    {
        if (series.Any(s => s is null)) return Absent(inputs);
        return Make(inputs, row =>
        {
            var (asOf, knownAt) = (long.MinValue, long.MinValue);
            foreach (var one in series)
            {
                foreach (var fact in one!.Rows(inputs.Origins[row] - Duration.Microseconds(window), inputs.Origins[row], inputs.KnownAt(row))) (asOf, knownAt) = (Math.Max(asOf, one.Time[fact]), Math.Max(knownAt, one.KnownAt[fact]));
            }
            return asOf > long.MinValue && value(inputs.Origins[row], inputs.KnownAt(row)) is { } v ? (v, asOf, knownAt) : null;
        });
    }

    /// <summary>Of the values of a series in (origin − <paramref name="window"/>, origin]; none where there is none.</summary>
    public static FeatureColumn OfValues(FeatureInputs inputs, AsOfSeries? series, TimeSpan window, Func<IReadOnlyList<double>, double> value) =>
        OfFacts(inputs, [series], window, (origin, knownAt) => value([.. series!.Rows(origin - Duration.Microseconds(window), origin, knownAt).Select(row => series.Value[row])]));

    /// <summary>Of the instrument's returns and those of the market factor in the same bars of (origin − <paramref name="window"/>, origin]; none where fewer than half of the bars have both.</summary>
    public static FeatureColumn OfMarket(FeatureInputs inputs, TimeSpan window, Func<RealizedCovariance, double?> value) =>
        OfFacts(inputs, [inputs.Market?.Return], window, (origin, knownAt) =>
        {
            var (covariance, pairs, market) = (default(RealizedCovariance), 0, inputs.Market!.Return);
            foreach (var row in market.Rows(origin - Duration.Microseconds(window), origin, knownAt))
            {
                if (inputs.ReturnEnding(market.Time[row]) is not { } r) continue;
                covariance.Add(market.Value[row], r);
                pairs++;
            }
            return 2 * pairs >= window.Ticks / inputs.Bars.Interval.Ticks ? value(covariance) : null;
        });

    /// <summary>The first column's value, or where it has none the second's.</summary>
    public static FeatureColumn Either(FeatureColumn first, FeatureColumn second) => new(
        [.. first.Values.Select((v, row) => v ?? second.Values[row])], [.. first.AsOf.Select((t, row) => first.Values[row] is null ? second.AsOf[row] : t)],
        [.. first.KnownAt.Select((t, row) => first.Values[row] is null ? second.KnownAt[row] : t)]);

    /// <summary>A feature of facts that are not there.</summary>
    public static FeatureColumn Absent(FeatureInputs inputs) => Make(inputs, static _ => null);

    private static FeatureColumn Make(FeatureInputs inputs, Func<int, (double Value, long AsOf, long KnownAt)?> value)
    {
        var n = inputs.Origins.Length;
        var (values, asOf, knownAt) = (new double?[n], new long[n], new long[n]);
        for (var row = 0; row < n; row++)
        {
            if (value(row) is { } v) (values[row], asOf[row], knownAt[row]) = v;
        }
        return new FeatureColumn(values, asOf, knownAt);
    }
}
