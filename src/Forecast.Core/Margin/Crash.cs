using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>A day on which prices fell hard, by the name it is known by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Day">00:00 UTC of it, Unix microseconds.</param>
public sealed record Crash(string Name, long Day)
{
    /// <summary>The ones that reactions are shown for.</summary>
    public static IReadOnlyList<Crash> Named { get; } =
    [
        new("pandemic, 2020-03-12", Instant.Parse("2020-03-12")),
        new("mining ban, 2021-05-19", Instant.Parse("2021-05-19")),
        new("lender halts withdrawals, 2022-06-13", Instant.Parse("2022-06-13")),
        new("exchange fails, 2022-11-08", Instant.Parse("2022-11-08")),
        new("carry trade unwinds, 2024-08-05", Instant.Parse("2024-08-05")),
    ];
}
