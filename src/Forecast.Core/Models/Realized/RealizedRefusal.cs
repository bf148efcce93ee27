using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>Why a realised measure cannot be estimated on, if it cannot.</summary>
internal static class RealizedRefusal
{
    /// <summary>The reason, or null where every value is above 0 and finite, and not all are equal.</summary>
    public static string? Of(string model, ReadOnlySpan<double> realized)
    {
        for (var t = 0; t < realized.Length; t++)
        {
            if (!(realized[t] > 0) || !double.IsFinite(realized[t]))
                return string.Create(CultureInfo.InvariantCulture, $"{model} needs realised measures above 0; value {t + 1} of {realized.Length} is {realized[t]}");
        }
        return realized.IndexOfAnyExcept(realized[0]) < 0 ? string.Create(CultureInfo.InvariantCulture, $"{model} needs a realised measure that varies; every value is {realized[0]}") : null;
    }
}
