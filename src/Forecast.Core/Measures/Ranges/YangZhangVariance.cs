using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Variance from all four prices and the jumps between bars, right whatever the drift: of the estimators of this kind that with the least variance.
/// <code>
/// V = m (V_o + k V_c + (1 − k) V_rs),   k = 0.34 / (1.34 + (m + 1)/(m − 1))
/// V_o = 1/(m − 1) Σ (o − ō)²,   o = ln(O_i / C_{i−1});   V_c = 1/(m − 1) Σ (c − c̄)²,   c = ln(C_i / O_i);   V_rs = Rogers and Satchell's mean
/// </code>
/// over the m bars that follow the bar before them directly.
/// <para>Units: variance over the window; bars that are missing are taken to be like those that are there. Domain: undefined with fewer than two such bars, or fewer than half of them.</para>
/// <para>Reference: Yang and Zhang (2000), Journal of Business 73, eq. 7 to 9.</para>
/// </summary>
public struct YangZhangVariance : IWindowMeasure
{
    private double _rogersSatchell;
    private Comoments _moves;

    public void Add(in WindowBar bar)
    {
        if (bar.Return is not { } r) return;
        var move = Math.Log(bar.Close / bar.Open);
        _moves.Add(r - move, move);
        _rogersSatchell += RogersSatchellVariance.Of(bar.Open, bar.High, bar.Low, bar.Close);
    }

    public readonly double? Value(WindowCount count)
    {
        double m = _moves.Count;
        if (m < 2 || !count.HalfThere) return null;
        var k = 0.34 / (1.34 + ((m + 1) / (m - 1)));
        return count.Expected * ((_moves.XX / (m - 1)) + (k * (_moves.YY / (m - 1))) + ((1 - k) * _rogersSatchell / m));
    }
}
