using System.Globalization;

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

    /// <summary>An ISO instant for people: 2024-12-31 00:00 UTC.</summary>
    public static string Time(string iso) => iso.Replace("T", " ", StringComparison.Ordinal)[..16] + " UTC";
}
