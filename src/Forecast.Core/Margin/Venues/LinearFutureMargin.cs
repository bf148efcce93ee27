using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin of linear futures whose rate rises with size and holds for the whole position.
/// <code>rate = base + slope × |size|;   margin = rate × |size| × price</code>
/// <para>Units: rates are shares of notional, the slope a share for each unit of base currency; margins in quote currency. Domain: bases, slope and price at least 0, maintenance at most initial.</para>
/// <para>Reference: Deribit, Linear perpetual, initial and maintenance margin.</para>
/// </summary>
/// <param name="InitialBase">Initial rate of the smallest position.</param>
/// <param name="MaintenanceBase">Maintenance rate of the smallest position.</param>
/// <param name="Slope">What both rise by for each unit of base currency.</param>
public sealed record LinearFutureMargin(decimal InitialBase, decimal MaintenanceBase, decimal Slope)
{
    /// <summary>Initial rate of a size.</summary>
    public decimal InitialRate(decimal size) => Guard.AtLeast(InitialBase, Guard.AtLeast(MaintenanceBase, 0)) + Added(size);

    /// <summary>Maintenance rate of a size.</summary>
    public decimal MaintenanceRate(decimal size) => Guard.AtLeast(MaintenanceBase, 0) + Added(size);

    /// <summary>Initial margin of a position.</summary>
    public decimal Initial(decimal size, decimal price) => InitialRate(size) * Math.Abs(size) * Guard.AtLeast(price, 0);

    /// <summary>Maintenance margin of a position.</summary>
    public decimal Maintenance(decimal size, decimal price) => MaintenanceRate(size) * Math.Abs(size) * Guard.AtLeast(price, 0);

    private decimal Added(decimal size) => Guard.AtLeast(Slope, 0) * Math.Abs(size);
}
