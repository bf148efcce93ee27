namespace Forecast.Pipeline;

/// <summary>One instrument's day cannot be finished; the message says why. The other instruments go on, and the same input is not tried again.</summary>
public sealed class InstrumentException(InstrumentDay day, string reason) : Exception($"{day.Symbol}: {reason}");
