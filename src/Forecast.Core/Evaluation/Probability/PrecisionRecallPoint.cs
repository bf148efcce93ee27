namespace Forecast.Core.Evaluation;

/// <summary>What an alarm at one threshold is worth.</summary>
/// <param name="Threshold">An alarm is raised at this probability or above.</param>
/// <param name="Precision">Share of alarms that were right.</param>
/// <param name="Recall">Share of events with an alarm.</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Precision, double Recall);
