namespace Forecast.Core.Models;

/// <summary>How members' forecasts become one.</summary>
/// <param name="logForecasts">Logs of the forecasts of the members that have one; at least one.</param>
/// <param name="shares">Their shares.</param>
/// <param name="records">What is known of their losses.</param>
/// <returns>The log of the combined forecast, between the lowest and the highest.</returns>
public delegate double CombinationRule(ReadOnlySpan<double> logForecasts, ReadOnlySpan<double> shares, ReadOnlySpan<MemberRecord> records);
