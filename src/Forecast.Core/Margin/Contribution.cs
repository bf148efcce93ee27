namespace Forecast.Core.Margin;

/// <summary>A part of the change of initial margin; the parts of a recommendation add up to its change.</summary>
/// <param name="Id">What: <c>level</c>, <c>forecast</c>, <c>tail</c>, or a rule's id.</param>
/// <param name="Ppm">Signed, ppm of notional: positive raises the margin.</param>
/// <param name="Sentence">Why, in words with units.</param>
public sealed record Contribution(string Id, int Ppm, string Sentence);
