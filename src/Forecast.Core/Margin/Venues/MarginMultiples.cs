using System.Globalization;

namespace Forecast.Core.Margin;

/// <summary>Multiples of the maintenance margin of <see cref="FutureMarginLevels"/>: 1 ≤ search ≤ initial ≤ release.</summary>
/// <param name="Search">At which collateral is searched for.</param>
/// <param name="Initial">Of a new position.</param>
/// <param name="Release">At which collateral is given back.</param>
public sealed record MarginMultiples(decimal Search, decimal Initial, decimal Release)
{
    /// <summary>What is wrong, one sentence each, beginning with the field; empty where they can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        (string Field, decimal Value, decimal Least)[] rules = [("search", Search, 1), ("initial", Initial, Search), ("release", Release, Initial)];
        return [.. rules.Where(r => r.Value < r.Least).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Field} is {r.Value}; it must be at least {r.Least}, so that 1 ≤ search ≤ initial ≤ release"))];
    }
}
