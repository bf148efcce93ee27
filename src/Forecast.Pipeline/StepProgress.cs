namespace Forecast.Pipeline;

/// <summary>A step of an instrument is done.</summary>
public readonly record struct StepProgress(string Symbol, string Step);
