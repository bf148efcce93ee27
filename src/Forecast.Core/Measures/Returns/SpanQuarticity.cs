using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised quarticity of returns over unequal spans of time, so that a return across an outage counts as the long one it is.
/// <code>RQ = Σ r_i⁴ / (3 Σ δ_i²),   Σ δ_i = 1,   δ_i the share of the window that return i spans;   without gaps (n/3) Σ r⁴</code>
/// With constant variance σ² over the window E r⁴ = 3 σ⁴ δ², so that RQ estimates σ⁴ whatever the spans; the factor n/3 in its place is wrong by as much as Σ δ² n.
/// <para>Units: variance squared, per window squared; a window that the returns do not span whole is taken to go on like them. Domain: the spans are positive; undefined without a
/// return, and where fewer than half of a window's are there. Returns across gaps take part here, and in no other measure of the catalogue.</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2002), JRSS B 64, section 5 (irregularly spaced returns).</para>
/// </summary>
public struct SpanQuarticity : IWindowMeasure
{
    private double _fourth, _squares, _close;
    private long _end, _length;
    private bool _hasPrice;

    public void Add(in WindowBar bar)
    {
        // The window's first bar brings its own return, from the bar directly before; where that one is missing, the window begins with its close.
        if (_hasPrice) Take(Math.Log(bar.Close / _close), bar.End - _end);
        else if (bar.Return is { } first) Take(first, bar.End - bar.Start);
        (_hasPrice, _close, _end, _length) = (true, bar.Close, bar.End, bar.End - bar.Start);
    }

    private void Take(double r, long span)
    {
        _fourth += r * r * (r * r);
        _squares += (double)span * span;
    }

    public readonly double? Value(WindowCount count) => _squares > 0 && count.HalfThere ? _fourth / (3 * _squares) * Math.Pow((double)count.Expected * _length, 2) : null;

    /// <summary>Of returns and the spans of time that they cover, in any unit.</summary>
    public static double? Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> spans)
    {
        Guard.SameLength(spans.Length, returns.Length, nameof(spans));
        var (fourth, squares, whole) = (0.0, 0.0, 0.0);
        for (var i = 0; i < returns.Length; i++)
        {
            Guard.Positive(spans[i]);
            fourth += returns[i] * returns[i] * (returns[i] * returns[i]);
            squares += spans[i] * spans[i];
            whole += spans[i];
        }
        return squares > 0 ? fourth / (3 * squares) * (whole * whole) : null;
    }
}
