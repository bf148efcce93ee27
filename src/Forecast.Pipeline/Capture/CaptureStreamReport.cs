using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>What became of the captures of one instrument, read one after the other as one stream.</summary>
/// <param name="Venue">Of the instrument.</param>
/// <param name="Symbol">Of the instrument.</param>
/// <param name="Files">In the order of their receive times.</param>
/// <param name="Book">What the updates of the book did, and how they stand at the end.</param>
/// <param name="Tops">The book against the venue's best quotes.</param>
/// <param name="Bars">What was done to the bars of the days that the files touch.</param>
public sealed record CaptureStreamReport(CaptureVenue Venue, string Symbol, IReadOnlyList<CaptureFileReport> Files, BookSynchronizer Book, TopComparison Tops, FactWrite Bars);
