namespace Forecast.Pipeline.Registry;

/// <summary>Whether published intervals and warnings of one model and horizon came true, over all instruments.</summary>
/// <param name="HorizonMinutes">Horizon.</param>
/// <param name="Model">Model.</param>
/// <param name="N">Forecasts with intervals whose outcome is known.</param>
/// <param name="Covered80">Share of outcomes inside the 80 % interval; null without any.</param>
/// <param name="Covered90">Inside the 90 % interval.</param>
/// <param name="Covered95">Inside the 95 % interval.</param>
/// <param name="Warnings">Forecasts with an early warning whose outcome is known.</param>
/// <param name="MeanProbability">Mean of what they said; null without any.</param>
/// <param name="Shocks">Share that did exceed the threshold.</param>
public sealed record BandRecord(int HorizonMinutes, string Model, int N, double? Covered80, double? Covered90, double? Covered95, int Warnings, double? MeanProbability, double? Shocks);
