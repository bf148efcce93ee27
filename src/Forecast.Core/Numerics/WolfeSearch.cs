namespace Forecast.Core.Numerics;

/// <summary>
/// Line search for a step that satisfies the strong Wolfe conditions, by bracketing and safeguarded cubic interpolation.
/// <code>φ(a) = f(x + a d);   φ(a) ≤ φ(0) + c₁ a φ′(0),   |φ′(a)| ≤ c₂ |φ′(0)|,   c₁ = 10⁻⁴, c₂ = 0.9</code>
/// <para>Reference: Nocedal and Wright (2006), Numerical Optimization, algorithms 3.5 and 3.6, eq. 3.59.</para>
/// </summary>
internal ref struct WolfeSearch(ValueAndGradient function, ReadOnlySpan<double> x, ReadOnlySpan<double> direction, Span<double> trial, Span<double> gradient)
{
    private const double Decrease = 1e-4;
    private const double Flatness = 0.9;
    private const int TrialLimit = 30;

    // Differences of the value below this share of it are rounding: near a minimum only the slope still tells.
    private const double Rounding = 1e-15;

    private readonly ReadOnlySpan<double> _x = x;
    private readonly ReadOnlySpan<double> _direction = direction;
    private readonly Span<double> _trial = trial;
    private readonly Span<double> _gradient = gradient;

    /// <summary>
    /// The value at the accepted step, with the point and its gradient left in the spans given; null where no step of sufficient decrease was found.
    /// </summary>
    public double? Run(double value, double slope, double step)
    {
        var low = new Point(0, value, slope);
        var slack = Rounding * Math.Abs(value);
        Point? high = null;
        for (var i = 0; i < TrialLimit; i++)
        {
            var at = Evaluate(step);
            if (!double.IsFinite(at.Value) || at.Value > value + (Decrease * step * slope) + slack || at.Value > low.Value + slack)
            {
                high = at;
            }
            else
            {
                if (Math.Abs(at.Slope) <= -Flatness * slope) return at.Value;
                if (high is { } h ? at.Slope * (h.Step - low.Step) >= 0 : at.Slope >= 0) high = low;
                low = at;
            }
            step = high is { } end ? Between(low, end) : 2.5 * step;
        }
        // A bracket narrowed to rounding: its lower end still decreases the function.
        return low.Step > 0 ? Evaluate(low.Step).Value : null;
    }

    private readonly Point Evaluate(double step)
    {
        for (var i = 0; i < _trial.Length; i++) _trial[i] = _x[i] + (step * _direction[i]);
        var value = function(_trial, _gradient);
        var slope = 0.0;
        for (var i = 0; i < _trial.Length; i++) slope += _gradient[i] * _direction[i];
        return new Point(step, value, slope);
    }

    // The minimum of the cubic through both ends, kept a tenth of the bracket away from them; the middle where there is none.
    private static double Between(Point a, Point b)
    {
        var width = b.Step - a.Step;
        var d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.Step - b.Step));
        var d2 = Math.Sign(width) * Math.Sqrt((d1 * d1) - (a.Slope * b.Slope));
        var fraction = 1 - ((b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2)));
        return a.Step + (width * (double.IsFinite(fraction) ? Math.Clamp(fraction, 0.1, 0.9) : 0.5));
    }

    private readonly record struct Point(double Step, double Value, double Slope);
}
