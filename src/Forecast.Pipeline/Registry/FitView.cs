using Forecast.Core.Models;

namespace Forecast.Pipeline.Registry;

/// <summary>One fit of a night with everything that it hangs on.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Instrument.</param>
/// <param name="Horizon">Horizon, as in <c>1d</c>.</param>
/// <param name="AsOf">As-of of the night.</param>
/// <param name="Status">How the estimation ended.</param>
/// <param name="Reason">Why there is no model, or why it did not converge.</param>
/// <param name="Observations">Rows that entered.</param>
/// <param name="DataVersion">Hash of the bars.</param>
/// <param name="SettingsHash">Hash of the settings.</param>
/// <param name="CodeVersion">Hash of the code.</param>
/// <param name="SchemaHash">Hash of the names of the parameters, in their order; null where there is no model.</param>
/// <param name="ArtifactSha256">The fitted model in the artifact store.</param>
/// <param name="Parameters">Names and values.</param>
public sealed record FitView(
    string Venue, string Symbol, string Horizon, string AsOf, string Status, string? Reason, int Observations, string DataVersion, string SettingsHash, string CodeVersion,
    string? SchemaHash, string? ArtifactSha256, IReadOnlyList<Parameter> Parameters);
