using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>Why a realised measure, or returns with one beside them, cannot be estimated on, if they cannot.</summary>
internal static class RealizedRefusal
{
    /// <summary>The reason, or null where both have one length of at least <paramref name="least"/>, returns are finite, realised measures above 0, and neither is constant.</summary>
    public static string? Of(string model, ReadOnlySpan<double> returns, ReadOnlySpan<double> realized, int least) =>
        returns.Length != realized.Length ? string.Create(CultureInfo.InvariantCulture, $"{model} needs as many realised measures as returns; there are {realized.Length} and {returns.Length}")
        : SeriesRefusal.Of(model, returns, least) ?? Of(model, realized);

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
