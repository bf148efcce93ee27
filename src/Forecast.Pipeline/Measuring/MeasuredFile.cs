using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;

namespace Forecast.Pipeline.Measuring;

/// <summary>What came of measuring a file.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Bars">Of the interval asked for.</param>
/// <param name="Measures">A row a day.</param>
/// <param name="Signature">Mean realised variance of a day by how densely prices are sampled.</param>
/// <param name="Noise">Mean noise variance of a log price; null where it cannot be told.</param>
/// <param name="Finest">Interval of the finest bars; null where prices come as they come.</param>
/// <param name="Rows">What became of the file's rows.</param>
/// <param name="Quarantine">The rows that were set aside.</param>
public sealed record MeasuredFile(
    SeriesKind Kind, MeasureRequest Request, BarSeries Bars, DailyMeasures Measures, IReadOnlyList<SignaturePoint> Signature, double? Noise, TimeSpan? Finest, RowCounts Rows, IReadOnlyList<QuarantinedRow> Quarantine)
{
    public string Symbol => Bars.Symbol;

    /// <summary>The finest prices; null unless they were to be kept.</summary>
    public TickSeries? Prices { get; init; }

    /// <summary>How it moves with another instrument; null where none was given.</summary>
    public (string Symbol, DailyCovariances Days)? Against { get; init; }

    /// <summary>The same beside another instrument, and what was set aside of its file too.</summary>
    public MeasuredFile Beside(MeasuredFile other) => this with { Against = (other.Symbol, DailyCovariances.From(Bars, other.Bars, Prices, other.Prices)), Quarantine = [.. Quarantine, .. other.Quarantine] };

    /// <summary>Whether the prices are made up.</summary>
    public bool Simulated => SimulatedMarket.Has(Bars.Venue, Symbol);
}
