using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The season of the hours of the week of several instruments, which share most of it: factors by UTC and by New York's clock.
/// <code>ln x_{c,i} − ln level_{c,i} = m_c + a_{c,UTC hour of the week} + d_{c,New York hour of the week} + e</code>
/// <para>x is any positive hourly quantity; its level is the mean over the week around the hour, and the difference is kept inside ±3. a and d are fitted in turns, nine times: those of the
/// pool with a ridge of 10 hours, those of an instrument pulled to the pool's by 100 hours, so that a new instrument has the pool's. Factors have the mean 1.</para>
/// <para>Fitted every fourth Monday 00:00 UTC (as <see cref="DiurnalSchedule"/>) on the 30 months before it; 1 until the pool has eight weeks. Nothing after that Monday is read.</para>
/// <para>Reference: Andersen and Bollerslev (1997), Journal of Empirical Finance 4; Hansen, Kim and Kimbrough (2024), Journal of Financial Econometrics 22.</para>
/// </summary>
public sealed class PooledSeason
{
    private const int Window = 30 * 730, Least = 8 * 168, HalfWeek = 84, Rounds = 9;
    private const double Cap = 3, PoolRidge = 10, OwnRidge = 100;
    private const long Refit = 28 * Duration.Day;

    private readonly long _firstEnd;
    private readonly int _count;

    // The first hour of each profile and its factors, by instrument and row of the week.
    private readonly List<(int First, double[][] Factors)> _profiles = [];

    /// <summary>Fits the profiles of all instruments' hourly values, NaN where missing; hour 0 ends at <paramref name="firstEnd"/>.</summary>
    public PooledSeason(double[][] values, long firstEnd)
    {
        (_firstEnd, _count) = (firstEnd, values[0].Length);
        var logs = Array.ConvertAll(values, Relative);
        var start = firstEnd - Duration.Hour;
        // Before that the clocks of New York are not known.
        var newYork = (int)Math.Max(0, (NewYorkTime.FirstInstant - start + Duration.Hour - 1) / Duration.Hour);
        var origin = start - ((((start - Instant.FirstMonday) % Refit) + Refit) % Refit);
        for (; origin < firstEnd + (_count * Duration.Hour); origin += Refit)
        {
            var first = (int)((origin - start) / Duration.Hour);
            if (origin < NewYorkTime.FirstInstant || first <= 0) continue;
            if (Fit(logs, Math.Max(newYork, first - Window), first - HalfWeek) is { } factors) _profiles.Add((first, factors));
        }
    }

    /// <summary>Values over the factors in force when their hour began.</summary>
    public double[] Without(int instrument, double[] values)
    {
        var without = (double[])values.Clone();
        for (var k = 0; k < _profiles.Count; k++)
        {
            var factors = _profiles[k].Factors[instrument];
            for (var i = _profiles[k].First; i < Until(k); i++) without[i] /= factors[Row(i)];
        }
        return without;
    }

    /// <summary>Log of the mean factor of the h hours after each hour, by the profile in force at its end.</summary>
    public double[] Ahead(int instrument, int h)
    {
        var ahead = new double[_count];
        for (var k = 0; k < _profiles.Count; k++)
        {
            var (first, until, factors) = (_profiles[k].First, Until(k), _profiles[k].Factors[instrument]);
            var sums = new double[until - first + h + 1];
            for (var j = 1; j < sums.Length; j++) sums[j] = sums[j - 1] + factors[Row(first + j - 1)];
            for (var i = first - 1; i < until - (until == _count ? 0 : 1); i++) ahead[i] = Math.Log((sums[i + 1 - first + h] - sums[i + 1 - first]) / h);
        }
        return ahead;
    }

    private int Until(int profile) => profile + 1 < _profiles.Count ? _profiles[profile + 1].First : _count;

    private int Row(int hour) => DiurnalCells.Of(_firstEnd + ((hour - 1) * Duration.Hour), 1);

    private static double[] Relative(double[] values)
    {
        var relative = new double[values.Length];
        var sums = new RunningMean(values);
        for (var i = 0; i < values.Length; i++)
        {
            var level = i + HalfWeek < values.Length ? sums.Of(i + HalfWeek, (2 * HalfWeek) + 1, HalfWeek) : double.NaN;
            relative[i] = values[i] >= 0 && level > 0 ? Math.Clamp(Math.Log(values[i] / level), -Cap, Cap) : double.NaN;
        }
        return relative;
    }

    private double[][]? Fit(double[][] logs, int from, int until)
    {
        var (sum, count) = (new double[logs.Length][], new double[logs.Length][]);
        var longest = 0.0;
        for (var c = 0; c < logs.Length; c++)
        {
            (sum[c], count[c]) = (new double[DiurnalCells.Rows], new double[DiurnalCells.Rows]);
            for (var i = from; i < until; i++)
            {
                if (double.IsNaN(logs[c][i])) continue;
                var row = Row(i);
                sum[c][row] += logs[c][i];
                count[c][row]++;
            }
            var n = count[c].Sum();
            longest = Math.Max(longest, n);
            var mean = n > 0 ? sum[c].Sum() / n : 0;
            for (var row = 0; row < sum[c].Length; row++) sum[c][row] -= mean * count[c][row];
        }
        if (longest < Least) return null;
        var (utc, newYork) = (Zeros(logs.Length), Zeros(logs.Length));
        for (var round = 0; round < Rounds; round++)
        {
            Turn(utc, DiurnalCells.UtcHour, newYork, DiurnalCells.NewYorkHour);
            Turn(newYork, DiurnalCells.NewYorkHour, utc, DiurnalCells.UtcHour);
        }
        return [.. utc.Select((a, c) => MeanOne(a, newYork[c]))];

        void Turn(double[][] own, Func<int, int> hour, double[][] other, Func<int, int> otherHour)
        {
            var (rest, n) = (Zeros(own.Length), Zeros(own.Length));
            var (poolRest, poolCount) = (new double[DiurnalCells.HoursInWeek], new double[DiurnalCells.HoursInWeek]);
            for (var c = 0; c < own.Length; c++)
            {
                for (var row = 0; row < DiurnalCells.Rows; row++)
                {
                    var (k, r) = (hour(row), sum[c][row] - (other[c][otherHour(row)] * count[c][row]));
                    rest[c][k] += r;
                    n[c][k] += count[c][row];
                    poolRest[k] += r;
                    poolCount[k] += count[c][row];
                }
            }
            for (var c = 0; c < own.Length; c++)
            {
                for (var k = 0; k < own[c].Length; k++) own[c][k] = (rest[c][k] + (OwnRidge * poolRest[k] / (poolCount[k] + PoolRidge))) / (n[c][k] + OwnRidge);
            }
        }
    }

    private static double[] MeanOne(double[] utc, double[] newYork)
    {
        var factors = new double[DiurnalCells.Rows];
        for (var row = 0; row < factors.Length; row++) factors[row] = Math.Exp(utc[DiurnalCells.UtcHour(row)] + newYork[DiurnalCells.NewYorkHour(row)]);
        var mean = factors.Average();
        for (var row = 0; row < factors.Length; row++) factors[row] /= mean;
        return factors;
    }

    private static double[][] Zeros(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[DiurnalCells.HoursInWeek])];
}
