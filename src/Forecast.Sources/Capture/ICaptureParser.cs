namespace Forecast.Sources;

/// <summary>Reads the messages of one venue. A bad message is a row with the rule that it breaks, never an exception.</summary>
internal interface ICaptureParser
{
    /// <summary>Adds the rows of a message.</summary>
    void Parse(ReadOnlySpan<byte> json, long receivedAt, List<CaptureRow> rows);
}
