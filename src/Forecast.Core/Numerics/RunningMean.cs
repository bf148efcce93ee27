namespace Forecast.Core.Numerics;

/// <summary>
/// Means over windows of a series with gaps (NaN), which look back only.
/// <code>mean of the x_j that are there, i − length &lt; j ≤ i</code>
/// <para>Method: differences of running sums, so that a mean has the rounding of the sum up to it; a longer series changes no bit of what was. Units: those of the values.</para>
/// </summary>
public sealed class RunningMean
{
    private readonly double[] _sums;
    private readonly int[] _counts;

    /// <summary>Of <paramref name="values"/>, oldest first.</summary>
    public RunningMean(ReadOnlySpan<double> values)
    {
        (_sums, _counts) = (new double[values.Length + 1], new int[values.Length + 1]);
        for (var i = 0; i < values.Length; i++)
        {
            var missing = double.IsNaN(values[i]);
            _sums[i + 1] = _sums[i] + (missing ? 0 : values[i]);
            _counts[i + 1] = _counts[i] + (missing ? 0 : 1);
        }
    }

    /// <summary>How many values are there, up to and with the one at <paramref name="i"/>.</summary>
    public int CountUntil(int i) => _counts[i + 1];

    /// <summary>The mean of the values among the <paramref name="length"/> that end with the one at <paramref name="i"/>; NaN where there are fewer than <paramref name="least"/>.</summary>
    public double Of(int i, int length, int least)
    {
        var from = Math.Max(0, i + 1 - length);
        var count = _counts[i + 1] - _counts[from];
        return count >= least && count > 0 ? (_sums[i + 1] - _sums[from]) / count : double.NaN;
    }
}
