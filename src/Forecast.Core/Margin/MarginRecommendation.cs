using System.Text.Encodings.Web;
using System.Text.Json;

namespace Forecast.Core.Margin;

/// <summary>What a committee is shown: everything in it is hashed, and an approval is bound to that hash.</summary>
/// <param name="Symbol">Instrument.</param>
/// <param name="Venue">Venue.</param>
/// <param name="AsOf">What it is about, ISO 8601 UTC.</param>
/// <param name="Simulated">Whether the prices are simulated.</param>
/// <param name="Headline">The recommendation in one sentence.</param>
/// <param name="Current">Parameters in force; null where none was imported.</param>
/// <param name="Proposed">Parameters recommended.</param>
/// <param name="Direction"><c>raise</c>, <c>lower</c>, <c>no change</c>, or <c>new</c> where nothing is in force; higher means more margin.</param>
/// <param name="ChangePpm">Change of initial margin; null where nothing is in force.</param>
/// <param name="ChangeRelative">The same as a share of the initial margin in force; null where nothing is.</param>
/// <param name="Contributions">Signed parts that add up to proposed initial margin less current (or less zero where nothing is in force).</param>
/// <param name="MarginClass">Class of the instrument with its period and confidence.</param>
/// <param name="DrivingSide">The side whose raw rate is larger and drives the margin.</param>
/// <param name="CoverageAtCurrent">Share of past periods, rescaled to today's forecast, that the margin in force would cover on its worse side; null where nothing is in force.</param>
/// <param name="CoverageAtProposed">The same for the proposed margin.</param>
/// <param name="ForecastVolatility">√ of the forecast variance over the class's period, not annualised.</param>
/// <param name="PreviousForecastVolatility">The same one day earlier; null where there is none.</param>
/// <param name="Rates">Static, dynamic and predictive rates side by side.</param>
/// <param name="PolicyVersion">Version of the margin policy.</param>
/// <param name="PolicyHash">Its hash.</param>
public sealed record MarginRecommendation(
    string Symbol, string Venue, string AsOf, bool Simulated, string Headline, MarginParameters? Current, MarginParameters Proposed,
    string Direction, int? ChangePpm, double? ChangeRelative, IReadOnlyList<Contribution> Contributions, MarginClass MarginClass, string DrivingSide, double? CoverageAtCurrent, double CoverageAtProposed,
    double ForecastVolatility, double? PreviousForecastVolatility, IReadOnlyList<RateLine> Rates, int PolicyVersion, string PolicyHash)
{
    /// <summary>The model whose forecasts it was made from.</summary>
    public string ForecastModel { get; init; } = Models.ModelCatalog.Champion;

    /// <summary>The same at a lower and at a higher confidence, and what is proposed between them.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>Parameters by size of position; null where volumes are not known.</summary>
    public SizeTiers? Tiers { get; init; }

    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical text: fields in the stated order, numbers in their shortest exact form, no white space.</summary>
    public string ToCanonicalJson() => JsonSerializer.Serialize(this, Canonical);
}
