namespace Forecast.Sources;

/// <summary>How a file of facts is written: its records, under the names that a mapping gives them where there is one, and how their times are read.</summary>
internal sealed class FactLayout
{
    private readonly InputText _text;
    private readonly MappingFile? _mapping;
    private readonly IReadOnlyList<string> _required, _optional;

    private FactLayout(InputText text, FactRequest request, string kind, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        (_text, _required, _optional) = (text, required, optional);
        _mapping = request.Mapping is null ? null : MappingFile.Read(request.Mapping, kind);
        Zone = request.Zone is { } zone ? LocalZone.Parse(zone, "--zone") : _mapping?.Zone ?? LocalZone.Parse("UTC", "--zone");
    }

    /// <summary>The zone of times that state none.</summary>
    public LocalZone Zone { get; }

    /// <summary>The layout of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="request">What the user says of it.</param>
    /// <param name="kind">The kind that a mapping of it has.</param>
    /// <param name="required">Columns that a mapping must give.</param>
    /// <param name="optional">Columns that it may give.</param>
    /// <exception cref="InputException">The mapping or the zone cannot be used.</exception>
    public static FactLayout Of(InputText text, FactRequest request, string kind, IReadOnlyList<string> required, IReadOnlyList<string> optional) => new(text, request, kind, required, optional);

    public RecordReader Records() => _mapping is null ? new RecordReader(_text) : new RecordReader(_text, _mapping, _required, _optional);

    /// <summary>Reads the times of a column.</summary>
    public TimeReader Times(int column, out bool areLocal, LocalZone? zone = null)
    {
        if (_mapping is null) return FactTimes.Of(Records(), column, zone ?? Zone, out areLocal);
        areLocal = _mapping.TimeForm == TimeForm.Iso || _mapping.Zone is not null;
        return new TimeReader(_mapping.TimeForm, [_mapping.TimeForm], areLocal ? zone ?? Zone : null);
    }
}
