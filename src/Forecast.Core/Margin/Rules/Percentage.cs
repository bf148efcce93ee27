using System.Globalization;

namespace Forecast.Core.Margin;

/// <summary>Ratios in words: at least one decimal, as many as they have.</summary>
internal static class Percentage
{
    public static string OfPpm(int ppm) => (ppm / 10_000m).ToString("0.0###", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share in percent with two decimals: 3.42 %.</summary>
    public static string Of(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    public static string OfBps(int bps) => (bps / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>A change with its sign: +1.5.</summary>
    public static string Points(int ppm) => (ppm / 10_000m).ToString("+0.0###;−0.0###;0.0", CultureInfo.InvariantCulture);

    /// <summary>A relative change with its sign and one decimal: +18.8 %.</summary>
    public static string Relative(int change, int of) => (100m * change / of).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
