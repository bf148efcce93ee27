using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// Bars of one instrument, in columns, strictly increasing in time; missing bars are absent, never filled.
/// <para>Units: prices in quote currency, volumes in base currency, <see cref="QuoteVolume"/> and <see cref="TakerBuyQuote"/> in quote currency,
/// times in Unix microseconds. Bar i covers [OpenTime[i], OpenTime[i] + Interval) and is known at its end.</para>
/// <para>Shapes: every column has length <see cref="Count"/>. The flow (<see cref="Volume"/> to <see cref="TakerBuyQuote"/>) is null, column by column, where the source does not give it.</para>
/// <para>Domain: columns of one length, times strictly increasing and on the interval's grid, prices positive, volumes not negative; else an exception.</para>
/// </summary>
public sealed class BarSeries
{
    /// <summary>The venue that the bars are from, as in the lake's layout (<c>binance</c>, <c>simulated</c>).</summary>
    public required string Venue { get; init; }

    /// <summary>The instrument's symbol at the venue.</summary>
    public required string Symbol { get; init; }

    /// <summary>Length of a bar.</summary>
    public required TimeSpan Interval { get; init; }

    public required long[] OpenTime { get; init; }

    public required double[] Open { get; init; }

    public required double[] High { get; init; }

    public required double[] Low { get; init; }

    public required double[] Close { get; init; }

    public double[]? Volume { get; init; }

    public double[]? QuoteVolume { get; init; }

    public long[]? Trades { get; init; }

    public double[]? TakerBuyBase { get; init; }

    public double[]? TakerBuyQuote { get; init; }

    public int Count => OpenTime.Length;

    /// <summary>The instant at which bar <paramref name="i"/> is complete.</summary>
    public long End(int i) => OpenTime[i] + Duration.Microseconds(Interval);

    /// <summary>Throws unless the columns agree with the domain above; call once where bars enter Core.</summary>
    public BarSeries Validated()
    {
        var step = Duration.Microseconds(Interval);
        foreach (var column in new[] { Open, High, Low, Close, Volume, QuoteVolume, TakerBuyBase, TakerBuyQuote })
            Guard.SameLength(column?.Length ?? Count, Count, $"a column of {Symbol}");
        Guard.SameLength(Trades?.Length ?? Count, Count, $"trades of {Symbol}");
        for (var i = 0; i < Count; i++)
        {
            if (OpenTime[i] % step != 0 || (i > 0 && OpenTime[i] <= OpenTime[i - 1]))
                throw new ArgumentException($"{Symbol} bar {i} opens at {Instant.Format(OpenTime[i])}; bars must lie on the {Duration.Format(Interval)} grid and increase in time");
            if (!(Low[i] > 0 && Low[i] <= Math.Min(Open[i], Close[i]) && High[i] >= Math.Max(Open[i], Close[i]) && double.IsFinite(High[i])))
                throw new ArgumentException($"{Symbol} bar {i} at {Instant.Format(OpenTime[i])} has prices {Open[i]}, {High[i]}, {Low[i]}, {Close[i]}; they must be positive with low <= open, close <= high");
            if (Volume?[i] is < 0 or double.NaN || QuoteVolume?[i] is < 0 or double.NaN || TakerBuyBase?[i] is < 0 or double.NaN || TakerBuyQuote?[i] is < 0 or double.NaN || Trades?[i] < 0)
                throw new ArgumentException($"{Symbol} bar {i} at {Instant.Format(OpenTime[i])} has a negative volume or trade count");
        }
        return this;
    }

    /// <summary>The bars at <paramref name="rows"/>, which increase.</summary>
    public BarSeries Pick(int[] rows)
    {
        T[] Of<T>(T[] column) => Array.ConvertAll(rows, i => column[i]);
        T[]? Maybe<T>(T[]? column) => column is null ? null : Of(column);
        return new BarSeries
        {
            Venue = Venue, Symbol = Symbol, Interval = Interval, OpenTime = Of(OpenTime), Open = Of(Open), High = Of(High), Low = Of(Low), Close = Of(Close),
            Volume = Maybe(Volume), QuoteVolume = Maybe(QuoteVolume), Trades = Maybe(Trades), TakerBuyBase = Maybe(TakerBuyBase), TakerBuyQuote = Maybe(TakerBuyQuote),
        };
    }

    /// <summary>The bars that are complete at <paramref name="asOf"/> (end ≤ as-of).</summary>
    public BarSeries Until(long asOf)
    {
        var n = Array.BinarySearch(OpenTime, asOf - Duration.Microseconds(Interval));
        n = n >= 0 ? n + 1 : ~n;
        return n == Count ? this : new BarSeries
        {
            Venue = Venue, Symbol = Symbol, Interval = Interval, OpenTime = OpenTime[..n], Open = Open[..n], High = High[..n], Low = Low[..n], Close = Close[..n],
            Volume = Volume?[..n], QuoteVolume = QuoteVolume?[..n], Trades = Trades?[..n], TakerBuyBase = TakerBuyBase?[..n], TakerBuyQuote = TakerBuyQuote?[..n],
        };
    }
}
