namespace Forecast.Storage.Db.Entities;

/// <summary>How far something has moved from what it was when models were tested, as a night read it; only ever added. Key: work item, kind, subject, horizon.</summary>
public sealed class DriftReading
{
    public required long WorkItemId { get; init; }

    /// <summary><c>loss</c> or <c>level</c> of published forecasts, or <c>feature</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A model or a feature.</summary>
    public required string Subject { get; init; }

    /// <summary>0 for a feature.</summary>
    public required int HorizonMinutes { get; init; }

    /// <summary>Published outcomes or hours that it was read from.</summary>
    public required int N { get; init; }

    /// <summary>CUSUM of a kind about forecasts, population stability index of a feature.</summary>
    public required double Statistic { get; init; }

    /// <summary>From here on it is an alarm; from the stored settings.</summary>
    public required double Threshold { get; init; }

    /// <summary>The move itself with its sign, in standard deviations of the reference: above 0 is a higher loss, a forecast that is too low, a larger feature.</summary>
    public required double Shift { get; init; }

    /// <summary>The verdict, made once.</summary>
    public required bool Alarm { get; init; }
}
