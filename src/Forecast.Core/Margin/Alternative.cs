namespace Forecast.Core.Margin;

/// <summary>What the same rules would propose at another confidence.</summary>
/// <param name="Name"><c>aggressive</c>, <c>moderate</c> (what is proposed) or <c>conservative</c>.</param>
/// <param name="ConfidencePpm">One-sided confidence of the model's rate.</param>
/// <param name="Proposed">Parameters.</param>
/// <param name="Coverage">Share of past periods, rescaled to today's forecast, that they would cover on their worse side.</param>
public sealed record Alternative(string Name, int ConfidencePpm, MarginParameters Proposed, double Coverage);
