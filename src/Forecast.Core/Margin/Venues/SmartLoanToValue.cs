using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Loan-to-value of collateral from its volatility and the liquidity there is to sell it.
/// <code>LTV = max(0, exp(−c σ/√(l/d)) − β)</code>
/// <para>Units: l and d in one currency; σ and β are shares. Domain: l and d above 0; c, σ and β at least 0; inputs of at most a day of age.</para>
/// <para>Reference: RiskDAO and B.Protocol (2023), SmartLTV.</para>
/// </summary>
public static class SmartLoanToValue
{
    /// <summary>Older liquidity and volatility say nothing of today's.</summary>
    public static readonly TimeSpan OldestInputs = TimeSpan.FromDays(1);

    /// <summary>The share of the collateral's value that may be lent against it.</summary>
    /// <param name="volatility">σ, of the time that a liquidation takes.</param>
    /// <param name="liquidity">l, what can be sold at a slippage of β.</param>
    /// <param name="cap">d, the most that may be lent.</param>
    /// <param name="bonus">β, the liquidator's.</param>
    /// <param name="confidence">c, in standard deviations.</param>
    /// <param name="age">Age of the oldest input.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input is outside its domain, or too old.</exception>
    public static double Of(double volatility, double liquidity, double cap, double bonus, double confidence, TimeSpan age)
    {
        if (age < TimeSpan.Zero || age > OldestInputs) throw new ArgumentOutOfRangeException(nameof(age), $"inputs are {age} old; they must be at most {OldestInputs.TotalHours} h old");
        Guard.InRange(volatility, 0, double.MaxValue);
        Guard.InRange(bonus, 0, 1);
        Guard.InRange(confidence, 0, double.MaxValue);
        return Math.Max(0, Math.Exp(-confidence * volatility / Math.Sqrt(Guard.Positive(liquidity) / Guard.Positive(cap))) - bonus);
    }
}
