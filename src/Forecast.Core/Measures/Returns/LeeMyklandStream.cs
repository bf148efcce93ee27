using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Lee and Mykland's test of every single return, against the volatility of the returns before it: which return jumped, and when.
/// <code>
/// L_i = r_i / σ_i,   σ_i² = 1/p Σ |u_j| |u_{j−1}|   over the p pairs of neighbours among the K − 1 returns before i
/// u_j = r_j / √f_j,   f the diurnal factor of the variance (1 where none is given);  L_i takes u_i for r_i too
/// a jump:  (|L_i| − C_n) / S_n > −ln(−ln(1 − α)),   C_n = √(2 ln n)/c − (ln π + ln ln n) / (2c √(2 ln n)),   S_n = 1 / (c √(2 ln n)),   c = √(2/π)
/// </code>
/// n returns are tested at once: α is the probability to see a jump anywhere in a day without one.
/// <para>Units: none. K is the least whole number above √(365 × returns in a day). Domain: undefined where fewer than half of the K − 2 pairs are there, or none of them moved.</para>
/// <para>Reference: Lee and Mykland (2008), Review of Financial Studies 21, definition 1 and lemma 1; the diurnal factor: Boudt, Croux and Laurent (2011), Journal of Empirical Finance 18.</para>
/// </summary>
public sealed class LeeMyklandStream
{
    /// <summary>α.</summary>
    public const double Significance = 0.01;

    private const int Lanes = 4;

    private readonly double[] _pairs;
    private readonly bool[] _there;
    private double? _last;
    private int _next, _count;

    /// <param name="interval">Of the returns; divides a day.</param>
    public LeeMyklandStream(TimeSpan interval)
    {
        var perDay = (int)(Duration.Day / Duration.Microseconds(interval));
        Window = (int)Math.Ceiling(Math.Sqrt(365.0 * perDay));
        Critical = CriticalOfDay(Duration.Microseconds(interval));
        (_pairs, _there) = (new double[(Window - 2 + Lanes - 1) / Lanes * Lanes], new bool[Window - 2]);
    }

    /// <summary>K.</summary>
    public int Window { get; }

    /// <summary>The value of |L| above which a return jumped.</summary>
    public double Critical { get; }

    /// <summary><see cref="CriticalValue"/> of the returns over <paramref name="step"/> microseconds that a day has; of fewer than three as of three.</summary>
    internal static double CriticalOfDay(long step) => CriticalValue(Math.Max(3, (int)(Duration.Day / step)));

    /// <summary>The value of |L| that the largest of <paramref name="n"/> returns without jumps passes with probability <see cref="Significance"/>.</summary>
    public static double CriticalValue(int n)
    {
        Guard.AtLeast(n, 3);
        var (c, root) = (Math.Sqrt(2 / Math.PI), Math.Sqrt(2 * Math.Log(n)));
        return (root / c) - ((Math.Log(Math.PI) + Math.Log(Math.Log(n))) / (2 * c * root)) - (Math.Log(-Math.Log(1 - Significance)) / (c * root));
    }

    /// <summary>Takes the next return and gives its statistic.</summary>
    /// <param name="r">The return; null where it is missing.</param>
    /// <param name="seasonalFactor">f.</param>
    public double? Add(double? r, double? seasonalFactor = null)
    {
        var u = r / Math.Sqrt(seasonalFactor ?? 1);
        var sum = _count * 2 >= Window - 2 && u is not null ? Sum() : 0;
        var statistic = sum > 0 ? u / Math.Sqrt(sum / _count) : null;
        _count += (u is not null && _last is not null ? 1 : 0) - (_there[_next] ? 1 : 0);
        (_pairs[_next], _there[_next]) = (Math.Abs(u ?? 0) * Math.Abs(_last ?? 0), u is not null && _last is not null);
        _next = _next + 1 == _there.Length ? 0 : _next + 1;
        _last = u;
        return statistic;
    }

    // Anew each time: a running sum would keep the rounding of every past jump. Four sums side by side are four times as fast as one.
    private double Sum()
    {
        Span<double> lanes = stackalloc double[Lanes];
        for (var k = 0; k < _pairs.Length; k += Lanes)
        {
            for (var lane = 0; lane < Lanes; lane++) lanes[lane] += _pairs[k + lane];
        }
        return lanes[0] + lanes[1] + (lanes[2] + lanes[3]);
    }
}
