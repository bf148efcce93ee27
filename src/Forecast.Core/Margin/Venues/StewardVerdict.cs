using System.Numerics;

namespace Forecast.Core.Margin;

/// <summary>What a <see cref="StewardLimit"/> says of a change.</summary>
/// <param name="IsAllowed">Whether it may be made now.</param>
/// <param name="Nearest">The value nearest to the one wanted that one step may reach.</param>
/// <param name="EarliestInstant">When a step may be made: now, or the end of the delay; Unix microseconds.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record StewardVerdict(bool IsAllowed, BigInteger Nearest, long EarliestInstant, string Reason);
