using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline.Measuring;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>The season of a measured file's volatility: by hour of the week, and by time of a weekday; New York's clock moves a part of it by an hour in summer.</summary>
internal static class DiurnalPlots
{
    private const int WorkingDays = 5, DaysOfWeek = 7;
    private const string Axis = "volatility, % of a mean bar's";

    // A week on each of New York's times; which one does not matter.
    private static readonly (string Name, long Monday, Color Color, float Width)[] Times =
    [
        ("winter (New York UTC−5)", Instant.Parse("2024-01-08"), Plots.Blue, 2.2f), ("summer (New York UTC−4)", Instant.Parse("2024-07-08"), Plots.Orange, 1.2f),
    ];

    /// <summary>The pictures; none where the market closes, or where the bars are too few or too long to tell.</summary>
    public static IReadOnlyList<Picture> Of(MeasuredFile measured)
    {
        var bars = measured.Bars;
        if (!measured.Request.Session.IsWhole || bars.Count == 0 || Duration.Hour % Duration.Microseconds(bars.Interval) != 0 || DiurnalProfile.Fit(bars, bars.End(bars.Count - 1)) is not { } profile) return [];
        return [Week(bars.Symbol, profile), Weekday(bars.Symbol, profile)];
    }

    private static Picture Week(string symbol, DiurnalProfile profile)
    {
        var hours = DaysOfWeek * 24;
        double[] Volatility(long monday) => [.. Enumerable.Range(0, hours).Select(h => Percent(profile.Mean(monday + (h * Duration.Hour), monday + ((h + 1) * Duration.Hour))))];
        var winter = Volatility(Times[0].Monday);
        var (busiest, quietest) = (Array.IndexOf(winter, winter.Max()), Array.IndexOf(winter, winter.Min()));
        string Hour(int h) => $"{(DayOfWeek)(((h / 24) + 1) % DaysOfWeek)} {h % 24:00}:00";
        var plot = Plots.Blank($"{symbol}: the week is busiest at {Hour(busiest)}, quietest at {Hour(quietest)} UTC (winter)", Axis);
        plot.XLabel("hour of the week, UTC", 12);
        foreach (var time in Times) Steps(plot, Volatility(time.Monday), 1, time.Name, time.Color, time.Width);
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var day = 0; day < DaysOfWeek; day++)
        {
            ticks.AddMajor(day * 24, $"{((DayOfWeek)((day + 1) % DaysOfWeek)).ToString()[..3]} 00:00");
            ticks.AddMinor((day * 24) + 12);
        }
        plot.Axes.Bottom.TickGenerator = ticks;
        Frame(plot, hours);
        return Picture.Of("season-week", $"{symbol}: volatility by hour of the week in UTC, in % of that of a mean bar: from {Text(winter.Min())} at {Hour(quietest)} to {Text(winter.Max())} at {Hour(busiest)} in New York's winter.", plot);
    }

    private static Picture Weekday(string symbol, DiurnalProfile profile)
    {
        var (step, perDay) = (Duration.Microseconds(profile.Interval), (int)(Duration.Day / Duration.Microseconds(profile.Interval)));
        double[] Volatility(long monday) => [.. Enumerable.Range(0, perDay).Select(i => Percent(Enumerable.Range(0, WorkingDays).Average(d => profile.Factor(monday + (d * Duration.Day) + (i * step)))))];
        var (winter, summer) = (Volatility(Times[0].Monday), Volatility(Times[1].Monday));
        string Busiest(double[] day) => (DateTime.UnixEpoch + (profile.Interval * Array.IndexOf(day, day.Max()))).ToString("HH:mm", CultureInfo.InvariantCulture);
        var plot = Plots.Blank($"{symbol}: weekdays are busiest at {Busiest(winter)} UTC in winter, at {Busiest(summer)} in summer", Axis);
        plot.XLabel("time of a day from Monday to Friday, UTC", 12);
        foreach (var (time, day) in Times.Zip([winter, summer])) Steps(plot, day, 24.0 / perDay, time.Name, time.Color, time.Width);
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var hour = 0; hour < 24; hour += 2) ticks.AddMajor(hour, $"{hour:00}:00");
        plot.Axes.Bottom.TickGenerator = ticks;
        Frame(plot, 24);
        return Picture.Of(
            "season-day", $"{symbol}: volatility by time of a weekday in UTC, bars of {Duration.Format(profile.Interval)}, in % of that of a mean bar of the week: at most {Text(winter.Max())} at {Busiest(winter)} in New York's winter, {Text(summer.Max())} at {Busiest(summer)} in its summer.", plot);
    }

    // A value holds from its time to the next one's.
    private static void Steps(Plot plot, double[] values, double length, string name, Color color, float width)
    {
        double[] x = [.. Enumerable.Range(0, values.Length + 1).Select(i => i * length)], y = [.. values, values[^1]];
        var line = plot.Add.ScatterLine(x, y);
        (line.ConnectStyle, line.Color, line.LineWidth, line.LegendText) = (ConnectStyle.StepHorizontal, color, width, name);
    }

    private static void Frame(Plot plot, double until)
    {
        plot.Axes.AutoScale();
        plot.Axes.SetLimits(0, until, 0, plot.Axes.GetLimits().Top);
    }

    private static double Percent(double factor) => 100 * Math.Sqrt(factor);

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
