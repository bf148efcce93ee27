using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin of a short option that nothing covers: its value after a shock of the spot against the writer, the time value bounded by the time to expiry.
/// <code>
/// put, in quote currency    (UB(T)·min(K, s S) + max(K − s S, 0)) × amount
/// call, in base currency    (UB(T)·min(1, s K/S) + max(1 − s K/S, 0)) × amount
/// </code>
/// <para>UB(T), a bound of an at-the-money option's value as a share of spot, is that of the first tabulated time to expiry that is at least T.</para>
/// <para>Units: K and S in quote currency. Domain: K, S and T above 0, amount at least 0, T within the table.</para>
/// <para>Reference: Opyn Gamma protocol, documentation of naked margin.</para>
/// </summary>
public sealed class NakedOptionMargin
{
    private readonly decimal _shock;
    private readonly (TimeSpan Expiry, decimal Bound)[] _bounds;

    /// <param name="spotShock">s, in (0, 1]: 0.75 is a fall of the spot by a quarter, or a rise by a third.</param>
    /// <param name="bounds">Times to expiry and their UB, both rising.</param>
    public NakedOptionMargin(decimal spotShock, IEnumerable<(TimeSpan Expiry, decimal Bound)> bounds)
    {
        if (spotShock is <= 0 or > 1) throw new ArgumentOutOfRangeException(nameof(spotShock), spotShock, "it must lie above 0 and not above 1");
        (_shock, _bounds) = (spotShock, [.. bounds]);
        var risen = _bounds.Length > 0 && _bounds[0].Expiry > TimeSpan.Zero && _bounds[0].Bound > 0;
        for (var i = 1; i < _bounds.Length; i++) risen &= _bounds[i].Expiry > _bounds[i - 1].Expiry && _bounds[i].Bound >= _bounds[i - 1].Bound;
        if (!risen) throw new ArgumentException("bounds must be there, above 0, and rise with the time to expiry", nameof(bounds));
    }

    /// <summary>Margin of a short put, in quote currency.</summary>
    public decimal Put(decimal strike, decimal spot, TimeSpan toExpiry, decimal amount)
    {
        var shocked = _shock * Guard.AboveZero(spot);
        return ((Bound(toExpiry) * Math.Min(Guard.AboveZero(strike), shocked)) + Math.Max(strike - shocked, 0)) * Guard.AtLeast(amount, 0);
    }

    /// <summary>Margin of a short call, in base currency.</summary>
    public decimal Call(decimal strike, decimal spot, TimeSpan toExpiry, decimal amount)
    {
        var ratio = _shock * Guard.AboveZero(strike) / Guard.AboveZero(spot);
        return ((Bound(toExpiry) * Math.Min(1, ratio)) + Math.Max(1 - ratio, 0)) * Guard.AtLeast(amount, 0);
    }

    private decimal Bound(TimeSpan toExpiry)
    {
        if (toExpiry <= TimeSpan.Zero || toExpiry > _bounds[^1].Expiry) throw new ArgumentOutOfRangeException(nameof(toExpiry), $"toExpiry is {toExpiry}; it must be above 0 and at most {_bounds[^1].Expiry}, the end of the table");
        return Array.Find(_bounds, b => b.Expiry >= toExpiry).Bound;
    }
}
