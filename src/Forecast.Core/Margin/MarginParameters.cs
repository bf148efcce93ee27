using System.Text.Json.Serialization;

namespace Forecast.Core.Margin;

/// <summary>The margin parameters of an instrument, as a venue applies them.</summary>
/// <param name="InitialPpm">Initial margin, ppm of notional.</param>
/// <param name="MaintenancePpm">Maintenance margin, ppm of notional.</param>
/// <param name="MaximumLeverage">Largest leverage at entry, a whole number.</param>
public sealed record MarginParameters(int InitialPpm, int MaintenancePpm, int MaximumLeverage)
{
    /// <summary>
    /// The joint vector for an initial margin that has passed its rules: maintenance follows by the policy's fraction under its own step limit, leverage by
    /// the initial margin; then the whole is evaluated again.
    /// <para>Maintenance inside its own step is never above an initial margin inside its: maintenance in force is at most the initial margin in force, so the
    /// lowest it may fall to is at most the lowest the initial margin may. An initial margin that did not pass its step limit, as an override, takes maintenance
    /// with it: consistency wins over the step. Leverage has no limit of its own: it moves as the initial margin does.</para>
    /// </summary>
    /// <exception cref="ArgumentException">The margins in force are not 0 &lt; maintenance ≤ initial ≤ the whole notional.</exception>
    /// <exception cref="InvalidOperationException">The vector contradicts itself; this cannot follow from a valid policy and consistent values in force.</exception>
    public static MarginParameters Derive(int initialPpm, MarginPolicy policy, MarginClass terms, MarginParameters? current)
    {
        if (current is not null && !(current.MaintenancePpm > 0 && current.MaintenancePpm <= current.InitialPpm && current.InitialPpm <= MarginPolicy.Whole))
            throw new ArgumentException($"the margins in force are {current.InitialPpm} ppm initial and {current.MaintenancePpm} ppm maintenance; they must be 0 < maintenance <= initial <= {MarginPolicy.Whole}: correct what was imported", nameof(current));
        var aim = Tick.Up((int)(((long)initialPpm * policy.MaintenanceFractionPpm + MarginPolicy.Whole - 1) / MarginPolicy.Whole), policy.TickPpm);
        var limited = new StepLimitRule().Apply(Math.Min(aim, initialPpm), new RuleContext(policy, terms, current?.MaintenancePpm)).After;
        var vector = new MarginParameters(initialPpm, Math.Min(limited, initialPpm), Math.Clamp(MarginPolicy.Whole / initialPpm, 1, terms.MaximumLeverage));
        return vector.IsConsistent ? vector : throw new InvalidOperationException($"the margin vector {vector} contradicts itself");
    }

    /// <summary>0 &lt; maintenance ≤ initial ≤ the whole notional, and leverage × initial margin at most the whole.</summary>
    [JsonIgnore]
    public bool IsConsistent => MaintenancePpm > 0 && MaintenancePpm <= InitialPpm && InitialPpm <= MarginPolicy.Whole && MaximumLeverage >= 1 && (long)MaximumLeverage * InitialPpm <= MarginPolicy.Whole;
}
