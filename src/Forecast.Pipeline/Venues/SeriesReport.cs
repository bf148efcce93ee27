using Forecast.Sources;

namespace Forecast.Pipeline.Venues;

/// <summary>What became of a series: fetched, read, kept.</summary>
/// <param name="Fetch">What was fetched, and what could not be.</param>
/// <param name="Rows">Rows in all files.</param>
/// <param name="New">Rows that the lake did not have.</param>
/// <param name="Corrected">Rows that differ from what the lake had: kept as new versions.</param>
/// <param name="Missing">Bars, or numbers of trades, missing between the first and the last; null where there are none to count between.</param>
/// <param name="Refused">Files that were fetched whole and could not be read, and why.</param>
/// <param name="Faulty">What had rows that were set aside.</param>
public sealed record SeriesReport(
    SeriesFetch Fetch, RowCounts Rows, long New, long Corrected, long? Missing, IReadOnlyList<InputError> Refused, IReadOnlyList<SetAside> Faulty)
{
    /// <summary>Bars that the lake had kept and that turn out to be bad prints.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Good rows that something speaks against; they are kept.</summary>
    public IReadOnlyList<QuarantinedRow> Flagged { get; init; } = [];

    /// <summary>Everything that is wrong: files that could not be had or read.</summary>
    public IEnumerable<InputError> Failures => Fetch.Failures.Concat(Refused);

    /// <summary>Whether nothing of it came.</summary>
    public bool Failed => Rows.Good == 0;

    /// <summary>Whether something of it is wanting: a file, days that the venue ought to have, rows of a file that is new, or bars that were taken back.</summary>
    public bool Partial => Failures.Any() || Fetch.Missing.Count > 0 || Faulty.Any(f => !f.KnownBefore) || Withdrawn > 0;
}
