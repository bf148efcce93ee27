namespace Forecast.Sources;

/// <summary>How a file of facts is written: its records, under the names that the mapping gives them, and the zone of its times.</summary>
internal sealed class FactLayout
{
    private readonly InputText _text;

    private FactLayout(InputText text, TimeZoneInfo zone) => (_text, Zone) = (text, zone);

    /// <summary>The zone of times that name none.</summary>
    public TimeZoneInfo Zone { get; }

    public static FactLayout Of(InputText text, FactRequest request) => new(text, TimeText.Zone(request.Zone ?? "UTC", "--zone"));

    public RecordReader Records() => new(_text);
}
