using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// What margins are made from, for one instrument and margin period of risk (MPOR): at each daily origin the forecast variance, and the price moves over
/// (origin, origin + MPOR] where they are complete.
/// <code>g = f^0.8 (d v̄)^0.2,   v̄ the mean of the squared daily returns of the last 365 days, d the MPOR in days</code>
/// <para>g is what moves are measured by: a forecast that is a little less extreme than f makes margins that swing less and cover as well. While fewer than <see cref="LeastDays"/> daily returns are known, g is f.</para>
/// <para>Units: variances and moves of log prices; origins in Unix microseconds, increasing.</para>
/// <para>Shapes: one length for all columns. <see cref="Moves"/> is null while the period is not over, or where a bar of it is missing.</para>
/// <para>The worst low and high are those of the bars within the period, its end included, so an excursion costs at least what the close does. Where every
/// bar stays on one side of the close at the origin, the excursion on that side is a gain and keeps its sign.</para>
/// </summary>
public sealed class MarginSample
{
    /// <summary>Fewest daily returns for a mean of the year.</summary>
    public const int LeastDays = 30;

    /// <summary>The forecast's weight in ln g: chosen on 2020, 2021 and 2023, where 0.7 to 0.9 are alike.</summary>
    public const double UsualForecastWeight = 0.8;

    private const int YearDays = 365;

    private readonly double _forecastWeight;

    private MarginSample(TimeSpan period, long[] origins, double[] variance, Move?[] moves, PriceHistory history, double forecastWeight = UsualForecastWeight)
    {
        _forecastWeight = forecastWeight;
        (Period, Origins, ForecastVariance, Moves, History) = (period, origins, variance, moves, history);
        YearVariance = MeanOfYear();
        MarginVariance = [.. YearVariance.Select((year, t) => Damped(ForecastVariance[t], year))];
    }

    /// <summary>The margin period of risk.</summary>
    public TimeSpan Period { get; }

    public long[] Origins { get; }

    /// <summary>Forecast variance over (origin, origin + MPOR].</summary>
    public double[] ForecastVariance { get; }

    /// <summary>d v̄: the mean of the year over the MPOR; NaN while too few days are known.</summary>
    public double[] YearVariance { get; }

    /// <summary>g: the variance that moves are measured by.</summary>
    public double[] MarginVariance { get; }

    public Move?[] Moves { get; }

    /// <summary>Every daily origin that has a price, also those before the first forecast: what methods without a forecast stand on.</summary>
    public PriceHistory History { get; }

    public int Count => Origins.Length;

    /// <summary>The instant at which the period of row <paramref name="row"/> is over.</summary>
    public long Matures(int row) => Origins[row] + Duration.Microseconds(Period);

    /// <summary>Joins forecasts with the bars' moves. Origins without a bar that ends exactly there have no price and are left out.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="period">The margin period of risk, a multiple of their interval.</param>
    /// <param name="origins">Origins of the forecasts, increasing.</param>
    /// <param name="forecastVariance">Forecast variance over the period from each of them.</param>
    /// <param name="past">Bars of a longer interval for the time before the first of <paramref name="bars"/>.</param>
    public static MarginSample From(BarSeries bars, TimeSpan period, ReadOnlySpan<long> origins, ReadOnlySpan<double> forecastVariance, BarSeries? past = null)
    {
        Guard.SameLength(forecastVariance.Length, origins.Length, nameof(forecastVariance));
        if (period <= TimeSpan.Zero || Duration.Microseconds(period) % Duration.Microseconds(bars.Interval) != 0) throw new ArgumentException($"the margin period {period} is not a multiple of the interval {Duration.Format(bars.Interval)}");
        var (path, kept, variance) = (new PricePath(bars, past), new List<long>(), new List<double>());
        for (var i = 0; i < origins.Length; i++)
        {
            if (i > 0 && origins[i] <= origins[i - 1])
                throw new ArgumentException($"origin {i}, {Instant.Format(origins[i])}, does not follow {Instant.Format(origins[i - 1])}; origins must increase", nameof(origins));
            if (path.CloseAt(origins[i]) is null) continue;
            kept.Add(origins[i]);
            variance.Add(Guard.Positive(forecastVariance[i]));
        }
        return new MarginSample(period, [.. kept], [.. variance], [.. kept.Select(o => path.After(o, period))], PriceHistory.From(path, period, kept));
    }

    /// <summary>The move over (origin, origin + MPOR]; null where a bar of it, or the one that ends at the origin, is missing.</summary>
    public static Move? MoveOver(BarSeries bars, TimeSpan period, long origin) => new PricePath(bars).After(origin, period);

    /// <summary>The same sample with another weight of the forecast.</summary>
    internal MarginSample WithForecastWeight(double weight) => weight == _forecastWeight ? this : new(Period, Origins, ForecastVariance, Moves, History, weight);

    /// <summary>g of a forecast variance and the year's mean.</summary>
    internal double Damped(double forecast, double year) => year > 0 ? Math.Pow(forecast, _forecastWeight) * Math.Pow(year, 1 - _forecastWeight) : forecast;

    private double[] MeanOfYear()
    {
        var (mean, day, first, sum, known) = (new double[Count], 0, 0, 0.0, 0);
        for (var t = 0; t < Count; t++)
        {
            for (; day < History.Origins.Length && History.Origins[day] <= Origins[t]; day++) Add(day, 1);
            for (; History.Origins.Length > first && History.Origins[first] <= Origins[t] - (YearDays * Duration.Day); first++) Add(first, -1);
            mean[t] = known >= LeastDays ? sum / known * Period.TotalDays : double.NaN;
        }
        return mean;

        void Add(int row, int sign)
        {
            if (History.DailyReturn[row] is not { } r) return;
            (sum, known) = (sum + (sign * r * r), known + sign);
        }
    }
}
