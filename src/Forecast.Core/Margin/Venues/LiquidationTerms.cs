using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// When a position may be liquidated, and at what price an order may take it over.
/// <code>
/// liquidatable    MMR &gt; 0 and MMR &gt; NC
/// fillable price  (PNNV − ABR·SMMR·PMMR)/PS,   ABR = clamp(BA·(1 − TNC/TMMR), 0, 1)
/// </code>
/// <para>The deeper an account is under its maintenance margin, the more of it the liquidator may take. Decimals, right to 27 digits.</para>
/// <para>Units: money in quote currency, PS in base currency, signed. Domain: TMMR above 0, PMMR at least 0, PS not 0.</para>
/// <para>Reference: dYdX v4 documentation, liquidations.</para>
/// </summary>
/// <param name="BankruptcyAdjustment">BA, at least 0: 1 reaches the whole spread where the account is worth nothing.</param>
/// <param name="SpreadToMaintenance">SMMR, the largest spread as a share of the position's maintenance margin; at least 0.</param>
public sealed record LiquidationTerms(decimal BankruptcyAdjustment, decimal SpreadToMaintenance)
{
    /// <summary>Whether an account with a maintenance requirement and a net collateral may be liquidated.</summary>
    public static bool IsLiquidatable(decimal maintenance, decimal netCollateral) => maintenance > 0 && maintenance > netCollateral;

    /// <summary>The fillable price of a position.</summary>
    /// <param name="size">PS, above 0 for a long.</param>
    /// <param name="notional">PNNV, its notional at the oracle's price, with the sign of the size.</param>
    /// <param name="maintenance">PMMR, its maintenance requirement.</param>
    /// <param name="netCollateral">TNC, of the account.</param>
    /// <param name="totalMaintenance">TMMR, of the account.</param>
    public decimal FillablePrice(decimal size, decimal notional, decimal maintenance, decimal netCollateral, decimal totalMaintenance)
    {
        if (size == 0) throw new ArgumentOutOfRangeException(nameof(size), "size is 0; there is no position");
        var depth = 1 - (netCollateral / Guard.AboveZero(totalMaintenance));
        var adjusted = Math.Clamp(Guard.AtLeast(BankruptcyAdjustment, 0) * depth, 0, 1);
        return (notional - (adjusted * Guard.AtLeast(SpreadToMaintenance, 0) * Guard.AtLeast(maintenance, 0))) / size;
    }
}
