namespace Forecast.Cli;

/// <summary>A method of <c>margin tier</c>.</summary>
/// <param name="Id">As in <c>--method</c>.</param>
/// <param name="Description">What it is, with the venue's name.</param>
/// <param name="Margins">From the path of the input: sections by name, each a number or a list of rows.</param>
internal sealed record TierMethod(string Id, string Description, Func<string, IReadOnlyList<KeyValuePair<string, object>>> Margins);
