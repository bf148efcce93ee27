using Forecast.Core.Measures;
using Forecast.Sources;

namespace Forecast.Pipeline;

/// <summary>What became of one instrument's input.</summary>
/// <param name="Delivery">What the source delivered, without its bars.</param>
/// <param name="New">Bars that the lake did not have.</param>
/// <param name="Corrected">Bars that differ from what the lake had: kept as a new version.</param>
/// <param name="KnownBefore">Whether the very same input was ingested before.</param>
/// <param name="Withdrawn">Bars that the lake had kept and that now turn out to be bad prints.</param>
/// <param name="Days">How complete each day of the delivery is.</param>
public sealed record IngestReport(SourceDelivery Delivery, int New, int Corrected, bool KnownBefore, int Withdrawn, IReadOnlyList<DayCount> Days)
{
    /// <summary>Whether something is wrong with the input: refused, rows set aside, or bars taken back.</summary>
    public bool Faulty => Delivery.Error is not null || Delivery.Rows.Quarantined > 0 || Withdrawn > 0;
}
