using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Tests.Measures;

/// <summary>Trades in columns, random ones, and a plain count of what <see cref="TickMeasures"/> says of them.</summary>
internal sealed record TickSample(long[] Time, double[] Price, double[] Quantity, sbyte[] Side)
{
    public static readonly TimeSpan Bar = TimeSpan.FromMinutes(1);
    public static readonly long Start = Instant.Parse("2024-08-05T00:00:00Z");

    /// <summary>Trades with equal times, bars without trades, halts and, some of the time, prices that hardly move.</summary>
    public static readonly Gen<TickSample> Any = Gen.Select(Gen.Select(Gen.Frequency((6, Gen.Const(0)), (12, Gen.Int[1, 900]), (1, Gen.Int[60_000, 400_000])), Gen.Int[-9, 9], Gen.Int[1, 500], Gen.Int[-1, 1])
        .Array[1, 400], Gen.Int[0, 40], Gen.Bool).Select((steps, jump, sided) =>
        {
            var (time, price) = (Start, 10_000);
            return Of([.. steps.Select((s, i) => (time += s.Item1 * 1000L, (price += (i == 1 ? jump * 50 : 1) * (s.Item2 / 3)) * 0.01, s.Item3 * 0.001, (sbyte)(sided && s.Item4 == 0 ? 1 : s.Item4)))]);
        });

    public int Count => Time.Length;

    public static TickSample Of(params (long Time, double Price, double Quantity, sbyte Side)[] trades) =>
        new([.. trades.Select(t => t.Time)], [.. trades.Select(t => t.Price)], [.. trades.Select(t => t.Quantity)], [.. trades.Select(t => t.Side)]);

    /// <summary>Second after <see cref="Start"/> and price; quantity 1, bought.</summary>
    public static TickSample At(params (double Second, double Price)[] trades) => Of([.. trades.Select(t => (Start + (long)(t.Second * 1e6), t.Price, 1.0, (sbyte)1))]);

    public TickMeasureTable Measure(int piece = int.MaxValue, double? contract = null)
    {
        var measures = new TickMeasures("S", Bar, contract);
        for (int i = 0, n; i < Count; i += n)
        {
            n = Math.Min(piece, Count - i);
            measures.Add(Time.AsSpan(i, n), Price.AsSpan(i, n), Quantity.AsSpan(i, n), Side.AsSpan(i, n));
        }
        return measures.Build();
    }

    public TickVarianceTable Variance(int piece = int.MaxValue)
    {
        var variance = new TickVariance("S", Bar);
        for (int i = 0, n; i < Count; i += n)
        {
            n = Math.Min(piece, Count - i);
            variance.Add(Time.AsSpan(i, n), Price.AsSpan(i, n));
        }
        return variance.Build();
    }

    /// <summary>Trades of one time as one, with their last price and summed quantity.</summary>
    public TickSample Merged() => Of([.. Enumerable.Range(0, Count).GroupBy(i => Time[i]).Select(g => (g.Key, Price[g.Last()], g.Sum(i => Quantity[i]), (sbyte)1))]);

    /// <summary>The columns of a table as text of their bits, one text a bar, without its time where that is not asked for.</summary>
    public static string[] Bits(TickMeasureTable t, bool ofReturnsOnly = false) =>
        [.. Enumerable.Range(0, t.Count).Select(i => FormattableString.Invariant($"{t.Returns[i]} {t.Variance[i]:R} {t.Bipower[i]:R} {t.DownSemivariance[i]:R} {t.UpSemivariance[i]:R} {t.Quarticity[i]:R} {t.Skewness[i]:R} {t.Kurtosis[i]:R}")
            + (ofReturnsOnly ? "" : FormattableString.Invariant($" {t.Open[i]:R} {t.High[i]:R} {t.Low[i]:R} {t.Close[i]:R} {t.Volume[i]:R} {t.SignedVolume[i]:R} {t.Trades[i]} {t.LargestTrade[i]:R}")))];
}
