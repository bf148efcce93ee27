using System.Globalization;
using System.Text.RegularExpressions;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// What the name of an option at Deribit says: <c>BTC-3JAN26-88000-C</c> is a call on BTC of 3 January 2026, 08:00 UTC, at 88 000; a strike below one
/// has a d for its point.
/// </summary>
internal sealed partial record OptionInstrument(string Currency, long Expiry, double Strike, bool IsCall)
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>Null where the name is no option's.</summary>
    public static OptionInstrument? Parse(string name)
    {
        if (Pattern().Match(name) is not { Success: true } m || Array.IndexOf(Months, m.Groups[3].Value) is not (>= 0 and var month)) return null;
        var (day, year) = (int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), 2000 + int.Parse(m.Groups[4].Value, CultureInfo.InvariantCulture));
        if (day < 1 || day > DateTime.DaysInMonth(year, month + 1)) return null;
        var strike = double.Parse(m.Groups[5].Value.Replace('d', '.'), CultureInfo.InvariantCulture);
        return new OptionInstrument(m.Groups[1].Value, Instant.From(new DateOnly(year, month + 1, day)) + (8 * Duration.Hour), strike, m.Groups[6].Value == "C");
    }

    [GeneratedRegex(@"\A([A-Z0-9_]+)-([0-9]{1,2})([A-Z]{3})([0-9]{2})-([0-9]+(?:d[0-9]+)?)-([CP])\z")]
    private static partial Regex Pattern();
}
