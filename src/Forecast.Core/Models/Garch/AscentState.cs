namespace Forecast.Core.Models;

/// <summary>Where a <see cref="GarchAscent"/> stands.</summary>
internal enum AscentState
{
    /// <summary>Another evaluation is wanted.</summary>
    Climbing,

    /// <summary>A maximum is reached.</summary>
    Top,

    /// <summary>It neared the edge of the admissible range or stalled.</summary>
    Lost,
}
