using System.Globalization;
using Forecast.Pipeline.Views;

namespace Forecast.Web.Pages;

/// <summary>How numbers are written on pages.</summary>
public static class Show
{
    /// <summary>A share as a percentage: 0.0342 → 3.42 %.</summary>
    public static string Percent(double fraction, int digits = 2) => (100 * fraction).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + " %";

    /// <summary>A margin in ppm as a percentage: 95000 → 9.5 %.</summary>
    public static string Ppm(int ppm) => (ppm / 10_000m).ToString("0.0###", CultureInfo.InvariantCulture) + " %";

    /// <summary>A change in ppm as points of notional, with direction in words for those who see no colour.</summary>
    public static string Points(int ppm) => ppm == 0 ? "no change" : (ppm > 0 ? "▲ " : "▼ ") + (ppm / 10_000m).ToString("+0.0###;−0.0###", CultureInfo.InvariantCulture) + " points";

    /// <summary>What the table says that stands beside forecasts.</summary>
    public const string BesideCaption = "Beside them, at a day: intervals of volatility; the loss that is exceeded once in 100 and, after the slash, the mean loss beyond it; the chance that variance exceeds the 99th percentile of the past 90 days";

    /// <summary>Its columns after the instrument's.</summary>
    public static IReadOnlyList<string> Beside { get; } = ["1d, 80 % interval", "1d, 95 % interval", "long, 99 % loss / shortfall", "short, 99 % loss / shortfall", "shock within 1h", "shock within 1d"];

    /// <summary>Their cells; empty where there is nothing to say.</summary>
    public static IReadOnlyList<string> BesideCells(ForecastView? hour, ForecastView? day)
    {
        return [Range(day?.Lower80, day?.Upper80), Range(day?.Lower95, day?.Upper95), Loss(day?.Tail("long", 0.99)), Loss(day?.Tail("short", 0.99)), Chance(hour), Chance(day)];

        static string Range(double? low, double? high) => low is { } l && high is { } h ? $"{Percent(Math.Sqrt(l))} – {Percent(Math.Sqrt(h))}" : "";

        static string Loss(TailView? tail) => tail is null ? "" : $"{Percent(tail.Quantile)} / {Percent(tail.Shortfall)}";

        static string Chance(ForecastView? forecast) => forecast?.ShockProbability is { } p ? Percent(p, 1) : "";
    }

    /// <summary>An ISO instant for people: 2024-12-31 00:00 UTC.</summary>
    public static string Time(string iso) => iso.Replace("T", " ", StringComparison.Ordinal)[..16] + " UTC";
}
