using Forecast.Core.Market;

namespace Forecast.Core.Features;

/// <summary>A value would have told what nobody knew yet.</summary>
public sealed class LookAheadException(string symbol, string feature, long origin, string reason)
    : InvalidOperationException($"{feature} of {symbol} at the origin {Instant.Format(origin)} {reason}: it looks ahead");
