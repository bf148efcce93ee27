using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>Why a return series cannot be estimated on, if it cannot.</summary>
internal static class SeriesRefusal
{
    /// <summary>The reason, or null where the series is long enough, finite and not constant.</summary>
    public static string? Of(string model, ReadOnlySpan<double> series, int least)
    {
        if (series.Length < least) return string.Create(CultureInfo.InvariantCulture, $"{model} needs {least} observations; there are {series.Length}");
        for (var t = 0; t < series.Length; t++)
        {
            if (!double.IsFinite(series[t]))
                return string.Create(CultureInfo.InvariantCulture, $"{model} needs finite numbers; observation {t + 1} of {series.Length} is {series[t]}");
        }
        return series.IndexOfAnyExcept(series[0]) < 0 ? string.Create(CultureInfo.InvariantCulture, $"{model} needs a series that varies; every observation is {series[0]}") : null;
    }
}
