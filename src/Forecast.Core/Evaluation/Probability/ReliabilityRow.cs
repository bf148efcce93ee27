namespace Forecast.Core.Evaluation;

/// <summary>A bin of a reliability table.</summary>
/// <param name="Lower">Lower bound of its probabilities.</param>
/// <param name="Upper">Upper bound of its probabilities.</param>
/// <param name="Count">Forecasts.</param>
/// <param name="MeanProbability">Their mean probability.</param>
/// <param name="Frequency">Share of them that happened: the mean probability where calibration is right.</param>
/// <param name="FrequencyLower">Lower end of the frequency's interval.</param>
/// <param name="FrequencyUpper">Upper end of the frequency's interval.</param>
public sealed record ReliabilityRow(double Lower, double Upper, int Count, double MeanProbability, double Frequency, double FrequencyLower, double FrequencyUpper);
