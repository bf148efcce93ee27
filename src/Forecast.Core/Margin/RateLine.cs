namespace Forecast.Core.Margin;

/// <summary>The raw rates of a side at one period and confidence, side by side.</summary>
public sealed record RateLine(string Mpor, string Confidence, string Side, double Static, double Dynamic, double Predictive, int Scenarios);
