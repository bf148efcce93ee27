namespace Forecast.Sources;

/// <summary>Some rows of a capture, in the order of arrival.</summary>
/// <param name="Messages">The good ones of which something is kept.</param>
/// <param name="Quarantine">Those set aside.</param>
public sealed record CaptureBatch(IReadOnlyList<CaptureMessage> Messages, IReadOnlyList<QuarantinedRow> Quarantine);
