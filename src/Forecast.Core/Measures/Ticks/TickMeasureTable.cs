using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// What <see cref="TickMeasures"/> makes: one row for each bar that has a trade, oldest first. Over the n returns r_i of a bar:
/// <code>RV = Σ r²   BPV = (π/2) Σ_{i≥2} |r_i||r_{i−1}|   down = Σ r² [r &lt; 0]   up = Σ r² [r &gt; 0]
/// RQ = (n/3) Σ r⁴   skewness = √n Σ r³ / RV^{3/2}   kurtosis = n Σ r⁴ / RV²</code>
/// <para>Units: times in Unix microseconds; prices in quote currency; volumes and the largest trade in base currency; RV, BPV and semivariances are variance over the bar, RQ
/// variance squared. Shapes: every column has length <see cref="Count"/>.</para>
/// <para>Absent (null): measures of returns without a return, BPV without two, skewness and kurtosis where RV is 0, signed volume where a trade of the bar does not say who took.</para>
/// <para>References: Barndorff-Nielsen and Shephard (2002), JRSS B 64; (2004), J. Financial Econometrics 2; Barndorff-Nielsen, Kinnebrock and Shephard (2010); Amaya, Christoffersen,
/// Jacobs and Vasquez (2015), J. Financial Economics 118, eq. 4 and 5.</para>
/// </summary>
public sealed class TickMeasureTable
{
    /// <summary>Length of a bar.</summary>
    public required TimeSpan Interval { get; init; }

    public required long[] OpenTime { get; init; }

    /// <summary>Number n of returns between ticks.</summary>
    public required long[] Returns { get; init; }

    public required double[] Open { get; init; }

    public required double[] High { get; init; }

    public required double[] Low { get; init; }

    public required double[] Close { get; init; }

    public required double[] Volume { get; init; }

    /// <summary>Taker buys less taker sells.</summary>
    public required double?[] SignedVolume { get; init; }

    /// <summary>Number of trades, those of one time each by itself.</summary>
    public required long[] Trades { get; init; }

    /// <summary>Largest single trade.</summary>
    public required double[] LargestTrade { get; init; }

    public required double?[] Variance { get; init; }

    public required double?[] Bipower { get; init; }

    public required double?[] DownSemivariance { get; init; }

    public required double?[] UpSemivariance { get; init; }

    public required double?[] Quarticity { get; init; }

    public required double?[] Skewness { get; init; }

    public required double?[] Kurtosis { get; init; }

    public int Count => OpenTime.Length;

    /// <summary>The prices and the flow as bars, for daily windows by <see cref="DailyMeasures"/>; what buyers took is (volume + signed volume) / 2, absent where some bar's is.</summary>
    /// <param name="venue">Venue of the trades.</param>
    /// <param name="symbol">Symbol at the venue.</param>
    public BarSeries Bars(string venue, string symbol) => new BarSeries
    {
        Venue = venue, Symbol = symbol, Interval = Interval, OpenTime = OpenTime, Open = Open, High = High, Low = Low, Close = Close, Volume = Volume, Trades = Trades,
        TakerBuyBase = Array.TrueForAll(SignedVolume, s => s is not null) ? [.. Volume.Zip(SignedVolume, (v, s) => Math.Max(0, (v + s!.Value) / 2))] : null,
    }.Validated();

    internal static TickMeasureTable Of(TimeSpan interval, TickMeasureRow[] rows)
    {
        T[] Column<T>(Converter<TickMeasureRow, T> value) => Array.ConvertAll(rows, value);
        return new TickMeasureTable
        {
            Interval = interval, OpenTime = Column(r => r.OpenTime), Returns = Column(r => r.Returns), Open = Column(r => r.Open), High = Column(r => r.High), Low = Column(r => r.Low),
            Close = Column(r => r.Close), Volume = Column(r => r.Volume), SignedVolume = Column(r => r.SignedVolume), Trades = Column(r => r.Trades), LargestTrade = Column(r => r.LargestTrade),
            Variance = Column(r => r.Variance), Bipower = Column(r => r.Bipower), DownSemivariance = Column(r => r.Down), UpSemivariance = Column(r => r.Up),
            Quarticity = Column(r => r.Quarticity), Skewness = Column(r => r.Skewness), Kurtosis = Column(r => r.Kurtosis),
        };
    }
}
