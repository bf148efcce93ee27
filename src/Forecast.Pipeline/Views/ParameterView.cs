namespace Forecast.Pipeline.Views;

/// <summary>Margin parameters of an instrument: margins in ppm of notional, leverage a whole number.</summary>
public sealed record ParameterView(int InitialMarginPpm, int MaintenanceMarginPpm, int MaximumLeverage);
