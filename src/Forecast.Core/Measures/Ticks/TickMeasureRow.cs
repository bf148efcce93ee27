namespace Forecast.Core.Measures;

/// <summary>One row of <see cref="TickMeasureTable"/>.</summary>
internal readonly record struct TickMeasureRow
{
    public required long OpenTime { get; init; }
    public required long Returns { get; init; }
    public required double Open { get; init; }
    public required double High { get; init; }
    public required double Low { get; init; }
    public required double Close { get; init; }
    public required double Volume { get; init; }
    public required double? SignedVolume { get; init; }
    public required long Trades { get; init; }
    public required double LargestTrade { get; init; }
    public double? Variance { get; init; }
    public double? Bipower { get; init; }
    public double? Down { get; init; }
    public double? Up { get; init; }
    public double? Quarticity { get; init; }
    public double? Skewness { get; init; }
    public double? Kurtosis { get; init; }

    public static TickMeasureRow Of(long openTime, long n, in MomentSums sums, in TradeSums trades)
    {
        var (second, fourth) = (Lanes.Sum(sums.Second), Lanes.Sum(sums.Fourth));
        var moves = n > 0 && second * second > 0;
        return new TickMeasureRow
        {
            OpenTime = openTime, Returns = n, Open = trades.Open, High = Lanes.Max(trades.High), Low = -Lanes.Max(-trades.Low), Close = trades.Close, Volume = Lanes.Sum(trades.Volume),
            SignedVolume = trades.IsSided ? Lanes.Sum(trades.Signed) : null, Trades = trades.Count, LargestTrade = Lanes.Max(trades.Largest), Variance = n > 0 ? second : null,
            Bipower = n > 1 ? Math.PI / 2 * Lanes.Sum(sums.Pairs) : null, Down = n > 0 ? Lanes.Sum(sums.Down) : null, Up = n > 0 ? Lanes.Sum(sums.Up) : null,
            Quarticity = n > 0 ? n / 3.0 * fourth : null, Skewness = moves ? Math.Sqrt(n) * Lanes.Sum(sums.Third) / (second * Math.Sqrt(second)) : null,
            Kurtosis = moves ? n * fourth / (second * second) : null,
        };
    }
}
