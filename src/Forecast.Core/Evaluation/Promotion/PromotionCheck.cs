namespace Forecast.Core.Evaluation;

/// <summary>One condition of a promotion, and whether it holds.</summary>
/// <param name="Name"><c>sample</c>, <c>gain</c>, <c>test</c>, <c>interval</c> or <c>worst-instrument</c>.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Sentence">What was found, against what is asked for.</param>
public sealed record PromotionCheck(string Name, bool Passed, string Sentence);
