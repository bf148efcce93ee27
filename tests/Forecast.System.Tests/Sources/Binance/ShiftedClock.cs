namespace Forecast.SystemTests.Sources.Binance;

/// <summary>A clock that says another time and goes on from there as every other.</summary>
internal sealed class ShiftedClock(DateTimeOffset now) : TimeProvider
{
    private readonly TimeSpan _shift = now - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
