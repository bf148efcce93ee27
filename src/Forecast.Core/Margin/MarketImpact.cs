using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// What it costs to liquidate a position in a market of this volume: the square-root law.
/// <code>cost(N) = Y σ √(N/V),   Y = argmin Σ (r_i/σ_h − Y sign(q_i) √(|q_i|/v))²</code>
/// <para>N is a position's notional, σ the volatility of a day, V the mean quote volume of a day; r_i, q_i are an hour's log return and what takers bought less what they sold, σ_h and v the root mean square return and the mean volume of an hour, all over
/// the last <see cref="Days"/> days. The cost is that of the last unit; as it rises with volatility, so does what is charged for it.</para>
/// <para>Units: notional and volume in quote currency; cost a share of notional. Y is kept inside [<see cref="LeastCoefficient"/>, <see cref="MostCoefficient"/>]; it is 1, of the order that studies find, where the source does not say who took.</para>
/// <para>Reference: Tóth, Lempérière, Deremble, de Lataillade, Kockelkoren and Bouchaud (2011), Physical Review X 1, equation 1; Almgren, Thum, Hauptmann and Li (2005), Risk 18.</para>
/// </summary>
/// <param name="DailyVolume">V.</param>
/// <param name="Coefficient">Y.</param>
public sealed record MarketImpact(double DailyVolume, double Coefficient)
{
    /// <summary>Days that it is estimated on.</summary>
    public const int Days = 30;

    /// <summary>Hours of them that must be there.</summary>
    public const int LeastHours = 240;

    /// <summary>Bounds of Y: a market without impact, or one in which a day's volume moves the price by more than three days' volatility, is taken for an estimation that failed.</summary>
    public const double LeastCoefficient = 0.2, MostCoefficient = 3;

    /// <summary>The impact in the last days of <paramref name="bars"/>; null where volumes are not known, or too few hours are there.</summary>
    public static MarketImpact? Of(BarSeries bars)
    {
        if (bars.Count == 0) return null;
        var hours = Hours(bars, bars.End(bars.Count - 1));
        if (hours.Count < LeastHours || hours.Sum(h => h.Volume) is not (> 0 and var all)) return null;
        var mean = all / hours.Count;
        return new MarketImpact(24 * mean, Math.Clamp(Fit(hours, mean) ?? 1, LeastCoefficient, MostCoefficient));
    }

    /// <summary>cost(N).</summary>
    public double Cost(double notional, double dailyVolatility) => Coefficient * Guard.InRange(dailyVolatility, 0, double.MaxValue) * Math.Sqrt(Guard.InRange(notional, 0, double.MaxValue) / DailyVolume);

    private static double? Fit(List<(double Return, double Volume, double? Net)> hours, double volume)
    {
        var scale = Math.Sqrt(hours.Average(h => h.Return * h.Return));
        var (xy, xx) = (0.0, 0.0);
        foreach (var (r, _, net) in hours)
        {
            if (net is not { } q) continue;
            var x = Math.Sign(q) * Math.Sqrt(Math.Abs(q) / volume);
            (xy, xx) = (xy + (x * r / scale), xx + (x * x));
        }
        return scale > 0 && xx > 0 ? xy / xx : null;
    }

    // Hours of which every bar is there; the first bar's return stands on the bar before it.
    private static List<(double Return, double Volume, double? Net)> Hours(BarSeries bars, long until)
    {
        var (hours, step) = (new List<(double, double, double?)>(), Duration.Microseconds(bars.Interval));
        var per = (int)(Duration.Hour / step);
        if (per == 0 || (bars.QuoteVolume ?? bars.Volume) is null) return hours;
        for (var i = 1; i + per <= bars.Count; i++)
        {
            if (bars.OpenTime[i] % Duration.Hour != 0 || bars.OpenTime[i] < until - (Days * Duration.Day) || bars.OpenTime[i + per - 1] - bars.OpenTime[i - 1] != per * step) continue;
            var (volume, bought) = (0.0, bars.TakerBuyQuote is null && bars.TakerBuyBase is null ? (double?)null : 0.0);
            for (var j = i; j < i + per; j++)
            {
                volume += bars.QuoteVolume?[j] ?? (bars.Volume![j] * bars.Close[j]);
                bought += bars.TakerBuyQuote?[j] ?? (bars.TakerBuyBase?[j] * bars.Close[j]);
            }
            hours.Add((Math.Log(bars.Close[i + per - 1] / bars.Close[i - 1]), volume, (2 * bought) - volume));
        }
        return hours;
    }
}
