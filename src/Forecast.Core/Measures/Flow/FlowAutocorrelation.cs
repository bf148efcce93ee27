using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// First-order autocorrelation of signed volume: large orders are cut into pieces, so flow goes on as it was.
/// <code>ρ = S_{x_i x_{i−1}} / √(S_{x_i x_i} S_{x_{i−1} x_{i−1}}),   x = 2 · taker buys − volume</code>
/// the correlation over the pairs of bars that follow each other directly.
/// <para>Units: none, in [−1, 1]. Domain: undefined where the bars do not say who took, fewer than half of them are there, there are fewer than three pairs, or flow did not vary.</para>
/// <para>Reference: Hasbrouck and Ho (1987), Journal of Finance 42; Lillo and Farmer (2004), Studies in Nonlinear Dynamics and Econometrics 8.</para>
/// </summary>
public struct FlowAutocorrelation : IWindowMeasure
{
    private Comoments _pairs;
    private (long End, double Signed)? _last;

    public void Add(in WindowBar bar)
    {
        if (bar.SignedVolume is not { } signed) return;
        if (_last is { } last && last.End == bar.Start) _pairs.Add(signed, last.Signed);
        _last = (bar.End, signed);
    }

    public readonly double? Value(WindowCount count) => count.BarsHalfThere ? Correlation(_pairs) : null;

    /// <summary>The measure of the signed volumes of bars without gaps.</summary>
    public static double? Of(ReadOnlySpan<double> signed)
    {
        var pairs = default(Comoments);
        for (var i = 1; i < signed.Length; i++) pairs.Add(signed[i], signed[i - 1]);
        return Correlation(pairs);
    }

    private static double? Correlation(in Comoments pairs) =>
        pairs.Count >= 3 && Math.Sqrt(pairs.XX) * Math.Sqrt(pairs.YY) is > 0 and < double.PositiveInfinity and var scale ? Math.Clamp(pairs.XY / scale, -1, 1) : null;
}
