namespace Forecast.Core.Numerics;

/// <summary>
/// Unconstrained minimisation of a smooth function of few variables by the BFGS update of the inverse Hessian.
/// <code>x ← x + a d,  d = −H ∇f,   H ← (I − s yᵀ/sᵀy) H (I − y sᵀ/sᵀy) + s sᵀ/sᵀy,   s = Δx, y = Δ∇f</code>
/// <para>The step a satisfies the strong Wolfe conditions, so sᵀy stays positive. Deterministic: no randomness, no clock.</para>
/// <para>Domain: a finite value and gradient at the start; elsewhere the function may answer with a value that is not finite.</para>
/// <para>Reference: Nocedal and Wright (2006), Numerical Optimization, algorithm 6.1, eq. 6.20.</para>
/// </summary>
public static class QuasiNewton
{
    // Steps in a row that may leave the value as it is, to rounding, while the gradient still falls.
    private const int IdleLimit = 5;

    /// <summary>Minimises <paramref name="function"/> from <paramref name="start"/> until max |∂f/∂x_i| ≤ <paramref name="tolerance"/>.</summary>
    /// <exception cref="ArgumentException">The function is not finite at the start.</exception>
    public static Minimum Minimize(ValueAndGradient function, ReadOnlySpan<double> start, double tolerance, int iterationLimit)
    {
        var n = start.Length;
        double[] x = start.ToArray(), gradient = new double[n], trial = new double[n], trialGradient = new double[n], direction = new double[n];
        var inverse = new double[n, n];
        var value = function(x, gradient);
        if (!double.IsFinite(value) || !Array.TrueForAll(gradient, double.IsFinite))
            throw new ArgumentException("the function or its gradient is not finite at the start", nameof(start));

        var steepest = true;
        var idle = 0;
        for (var iteration = 0; ; iteration++)
        {
            if (Largest(gradient) <= tolerance) return new Minimum(x, value, iteration, MinimumEnding.Stationary);
            if (iteration >= iterationLimit) return new Minimum(x, value, iteration, MinimumEnding.IterationLimit);

            if (steepest) Identity(inverse);
            var slope = Descend(inverse, gradient, direction);
            var step = steepest ? Math.Min(1, 1 / Math.Sqrt(-slope)) : 1;
            if (!(slope < 0) || new WolfeSearch(function, x, direction, trial, trialGradient).Run(value, slope, step) is not { } lower)
            {
                if (steepest) return new Minimum(x, value, iteration, MinimumEnding.NoDescent);
                steepest = true;
                iteration--;
                continue;
            }
            idle = lower < value ? 0 : idle + 1;
            if (idle == IdleLimit) return new Minimum(x, value, iteration, MinimumEnding.NoDescent);
            value = lower;
            Update(inverse, x, trial, gradient, trialGradient, steepest);
            steepest = false;
            (x, trial, gradient, trialGradient) = (trial, x, trialGradient, gradient);
        }
    }

    private static double Largest(double[] gradient)
    {
        var largest = 0.0;
        foreach (var g in gradient) largest = Math.Max(largest, Math.Abs(g));
        return largest;
    }

    private static void Identity(double[,] h)
    {
        Array.Clear(h);
        for (var i = 0; i < h.GetLength(0); i++) h[i, i] = 1;
    }

    // d = −H ∇f; returns the slope ∇fᵀ d.
    private static double Descend(double[,] h, double[] gradient, double[] direction)
    {
        var slope = 0.0;
        for (var i = 0; i < direction.Length; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < direction.Length; j++) sum -= h[i, j] * gradient[j];
            direction[i] = sum;
            slope += sum * gradient[i];
        }
        return slope;
    }

    private static void Update(double[,] h, double[] x, double[] next, double[] gradient, double[] nextGradient, bool first)
    {
        var n = x.Length;
        Span<double> s = stackalloc double[n], y = stackalloc double[n], hy = stackalloc double[n];
        double sy = 0, yy = 0, yhy = 0;
        for (var i = 0; i < n; i++)
        {
            (s[i], y[i]) = (next[i] - x[i], nextGradient[i] - gradient[i]);
            sy += s[i] * y[i];
            yy += y[i] * y[i];
        }
        if (!(sy > 0)) return;
        // The first curvature seen sets the scale of the unit matrix; Nocedal and Wright, eq. 6.20.
        if (first)
        {
            for (var i = 0; i < n; i++) h[i, i] = sy / yy;
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) hy[i] += h[i, j] * y[j];
            yhy += y[i] * hy[i];
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) h[i, j] += (((1 + (yhy / sy)) * s[i] * s[j]) - (hy[i] * s[j]) - (s[i] * hy[j])) / sy;
        }
    }
}
