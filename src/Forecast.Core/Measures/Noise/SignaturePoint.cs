namespace Forecast.Core.Measures;

/// <summary>A point of a signature plot.</summary>
/// <param name="Step">Every how many prices.</param>
/// <param name="Variance">Averaged realised variance over the window.</param>
public readonly record struct SignaturePoint(int Step, double Variance);
