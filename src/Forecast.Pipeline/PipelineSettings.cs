using System.Security.Cryptography;
using System.Text;
using Forecast.Core.Margin;
using Forecast.Core.Market;

namespace Forecast.Pipeline;

/// <summary>What a night's numbers depend on beside the data and the code; its hash is part of every work item's key.</summary>
/// <param name="Interval">Interval of the bars.</param>
/// <param name="Horizons">Forecast horizons.</param>
/// <param name="Policy">The margin policy in force.</param>
public sealed record PipelineSettings(TimeSpan Interval, IReadOnlyList<TimeSpan> Horizons, MarginPolicy Policy)
{
    /// <summary>The horizons of every scorecard and page.</summary>
    public static IReadOnlyList<TimeSpan> DefaultHorizons { get; } = [.. new[] { "1h", "4h", "1d", "2d", "7d" }.Select(Duration.Parse)];

    /// <summary>The margin periods of risk for which rates are computed; each must be a horizon.</summary>
    public static IReadOnlyList<TimeSpan> MarginPeriods { get; } = [TimeSpan.FromDays(1), TimeSpan.FromDays(2)];

    /// <summary>The time that one estimation may last. It is no part of the hash: results that came in time do not depend on it.</summary>
    public TimeSpan FitTime { get; init; } = Pipeline.FitTime.Default;

    /// <summary>Sixteen hexadecimal digits, without the policy: only recommendations depend on it, and their key holds it.</summary>
    public string Hash => HashOf(Interval, Horizons);

    /// <summary>The hash of settings with this interval and these horizons.</summary>
    internal static string HashOf(TimeSpan interval, IReadOnlyList<TimeSpan> horizons)
    {
        var text = $"interval={Duration.Format(interval)}\nhorizons={string.Join(',', horizons.Select(Duration.Format))}\n";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
