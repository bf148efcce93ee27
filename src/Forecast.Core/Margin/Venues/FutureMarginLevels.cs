using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// The four levels of a futures position at which collateral is searched for, asked for and given back.
/// <code>maintenance = ⌈|V|·mark·(rf + linear + |V|·quadratic)⌉;   search, initial, release = ⌊multiple × maintenance⌋</code>
/// <para>In exact decimals: 5565 × 1.4 is 7791, which binary floating point makes 7790. Multiples act on the rounded maintenance, so that levels keep their order.</para>
/// <para>Units: whole smallest units of the asset that settles. Domain: mark, rate and slippages at least 0; multiples at least 1, each at least the one before.</para>
/// <para>Reference: Vega protocol, specification 0019-MCAL.</para>
/// </summary>
/// <param name="Maintenance">Below it the position is closed out.</param>
/// <param name="Search">Below it collateral is searched for.</param>
/// <param name="Initial">What a new position must have.</param>
/// <param name="Release">Above it collateral is given back.</param>
public sealed record FutureMarginLevels(decimal Maintenance, decimal Search, decimal Initial, decimal Release)
{
    /// <summary>The levels of a position.</summary>
    /// <param name="position">V, signed or not.</param>
    /// <param name="mark">Mark price.</param>
    /// <param name="riskFactor">rf of the position's side, a share of notional.</param>
    /// <param name="multiples">Multiples of the maintenance margin.</param>
    /// <param name="linearSlippage">Share of notional lost on closing out.</param>
    /// <param name="quadraticSlippage">Share of notional lost for each unit of the position.</param>
    public static FutureMarginLevels Of(decimal position, decimal mark, decimal riskFactor, MarginMultiples multiples, decimal linearSlippage = 0, decimal quadraticSlippage = 0)
    {
        var rate = Guard.AtLeast(riskFactor, 0) + Guard.AtLeast(linearSlippage, 0) + (Math.Abs(position) * Guard.AtLeast(quadraticSlippage, 0));
        var maintenance = Math.Ceiling(Math.Abs(position) * Guard.AtLeast(mark, 0) * rate);
        if (multiples.Faults() is [var fault, ..]) throw new ArgumentOutOfRangeException(nameof(multiples), fault);
        return new FutureMarginLevels(maintenance, Math.Floor(maintenance * multiples.Search), Math.Floor(maintenance * multiples.Initial), Math.Floor(maintenance * multiples.Release));
    }
}
