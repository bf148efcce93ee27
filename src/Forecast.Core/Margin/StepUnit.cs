using System.Text.Json.Serialization;

namespace Forecast.Core.Margin;

/// <summary>
/// What a step limit's basis points are of. It is stored beside the number, never implied: 1000 may mean a tenth of the value or ten points of notional.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepUnit>))]
public enum StepUnit
{
    /// <summary>Of the value in force: 1000 is a tenth of it.</summary>
    [JsonStringEnumMemberName("relative_bps")]
    Relative,

    /// <summary>Of notional: 1000 is ten points.</summary>
    [JsonStringEnumMemberName("absolute_bps")]
    Absolute,
}
