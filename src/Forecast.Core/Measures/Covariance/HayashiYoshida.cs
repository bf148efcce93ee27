using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Covariance of two instruments that trade at different times, without synchronising them: the products of all returns whose intervals overlap.
/// <code>HY = Σ_i Σ_j x_i y_j 1{(s_{i − 1}, s_i] ∩ (t_{j − 1}, t_j] ≠ ∅}</code>
/// Each product is added when the later of both intervals ends: the returns of the other instrument that overlap and are over add up to its last price less the one
/// that it had when the interval began, so a price costs a constant.
/// <para>Units: variance over the window. Domain: prices above 0; times of each instrument that rise, and of both that do not fall. Undefined before both have a return. With itself
/// it is the realised variance, on common times the realised covariance.</para>
/// <para>Reference: Hayashi and Yoshida (2005), Bernoulli 11, definition 3.1.</para>
/// </summary>
public struct HayashiYoshida
{
    private Leg _x, _y;
    private double _sum;

    /// <summary>The covariance so far.</summary>
    public readonly double? Covariance => _x.HasReturn && _y.HasReturn ? _sum : null;

    /// <summary>Takes the next price of the first instrument.</summary>
    public void AddX(long time, double price) => _sum += Add(ref _x, ref _y, time, price);

    /// <summary>Takes the next price of the second instrument.</summary>
    public void AddY(long time, double price) => _sum += Add(ref _y, ref _x, time, price);

    /// <summary>Of two columns, merged by time: O(n + m).</summary>
    public static double? Of(TickSeries x, TickSeries y)
    {
        var (covariance, i, j) = (default(HayashiYoshida), 0, 0);
        while (i < x.Count || j < y.Count)
        {
            if (j == y.Count || (i < x.Count && x.Time[i] <= y.Time[j])) covariance.AddX(x.Time[i], x.Price[i++]);
            else covariance.AddY(y.Time[j], y.Price[j++]);
        }
        return covariance.Covariance;
    }

    private static double Add(ref Leg own, ref Leg other, long time, double price)
    {
        var log = Math.Log(Guard.Positive(price));
        if (own.HasPrice && time <= own.Time) throw new ArgumentException($"a price at {time} comes after one of the same instrument at {own.Time}; its times must rise", nameof(time));
        if (other.HasPrice && time < other.Time) throw new ArgumentException($"a price at {time} comes after one of the other instrument at {other.Time}; times must not fall", nameof(time));
        var product = own.HasPrice && other.HasPrice ? (log - own.Log) * (other.Log - own.OtherAtStart) : 0;
        // An interval of the other one that began now, or has not begun for want of a price, begins at this price.
        if (!own.HasPrice || time == other.Time) other.OtherAtStart = log;
        own = new Leg { Time = time, Log = log, OtherAtStart = other.Log, HasPrice = true, HasReturn = own.HasPrice };
        return product;
    }

    /// <summary>One instrument: its last price, and the log price of the other one when that was made (the first one where it had none yet).</summary>
    private struct Leg
    {
        public long Time;
        public double Log, OtherAtStart;
        public bool HasPrice, HasReturn;
    }
}
