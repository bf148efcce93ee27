using System.Globalization;
using System.Text.Json;

namespace Forecast.Core.Tests.Margin.Venues;

/// <summary>The reference figures of venues, in the shared folder; a test skips where there is none.</summary>
internal static class Vector
{
    public static JsonElement Of(string file) => JsonDocument.Parse(File.ReadAllText(SharedFolder.File($"vectors/margin/{file}"))).RootElement;

    public static IEnumerable<JsonElement> Rows(this JsonElement element, string property) => element.GetProperty(property).EnumerateArray();

    public static double Double(this JsonElement element, string property) => element.GetProperty(property).GetDouble();

    /// <summary>As it is written, to the last digit; 1e6 as well.</summary>
    public static decimal Decimal(this JsonElement element, string property) => decimal.Parse(element.GetProperty(property).GetRawText().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static ulong Whole(this JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetUInt64() : 0;

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
