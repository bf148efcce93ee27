namespace Forecast.Core.Numerics;

/// <summary>
/// Minimisation of a smooth function of few variables under linear inequalities, by sequential quadratic programming; every point at which the function is asked for keeps them, to rounding.
/// <code>d = argmin ∇fᵀd + ½ dᵀB d,  a_iᵀ(x + d) ≥ b_i;   x ← x + a d;   B ← B − B s sᵀB/sᵀB s + r rᵀ/sᵀr,   r = θ y + (1 − θ) B s,   s = Δx, y = Δ∇f</code>
/// <para>B is the BFGS matrix with Powell's damping, so it stays positive definite; the step a decreases f sufficiently. A variable at its bound has the bound's bits, and a sum at its
/// bound is exactly there unless constraints share its variables. It ends where no component of the gradient, less the active constraints' share, exceeds the tolerance. Deterministic: no randomness, no clock.</para>
/// <para>Domain: a start that keeps the constraints, with a finite value and gradient; elsewhere the function may answer with a value that is not finite.</para>
/// <para>Reference: Nocedal and Wright (2006), Numerical Optimization, procedure 18.2 and algorithm 18.3; Powell (1978), Lecture Notes in Mathematics 630, for the damping.</para>
/// </summary>
public static class LinearlyConstrainedMinimizer
{
    /// <summary>Minimises <paramref name="function"/> from <paramref name="start"/> until no component of the projected gradient exceeds <paramref name="tolerance"/>.</summary>
    /// <exception cref="ArgumentException">The start does not keep a constraint, or the function is not finite there.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; it is looked at before every evaluation.</exception>
    public static ConstrainedMinimum Minimize(
        ValueAndGradient function, ReadOnlySpan<double> start, IReadOnlyList<LinearConstraint> constraints, double tolerance, int iterationLimit, CancellationToken stop = default) =>
        Minimize(function, start, constraints, tolerance, iterationLimit, null, false, null, stop);

    /// <summary>The same, with what more is known of the function.</summary>
    /// <param name="function">What is minimised.</param>
    /// <param name="start">A point that keeps the constraints.</param>
    /// <param name="constraints">The inequalities.</param>
    /// <param name="tolerance">Largest component of the projected gradient at a minimum.</param>
    /// <param name="iterationLimit">Most steps.</param>
    /// <param name="curvature">A guess of the Hessian at the start; where it is null or not positive definite the first step follows the steepest descent.</param>
    /// <param name="isSmooth">Whether the function has second derivatives, so that falls below its rounding are not looked for.</param>
    /// <param name="isEnough">Asked with the point and the value after each step; true ends the search before its time.</param>
    /// <param name="stop">Looked at before every evaluation.</param>
    /// <inheritdoc cref="Minimize(ValueAndGradient, ReadOnlySpan{double}, IReadOnlyList{LinearConstraint}, double, int, CancellationToken)" path="/exception"/>
    public static ConstrainedMinimum Minimize(
        ValueAndGradient function, ReadOnlySpan<double> start, IReadOnlyList<LinearConstraint> constraints, double tolerance, int iterationLimit, double[,]? curvature, bool isSmooth,
        Func<double[], double, bool>? isEnough, CancellationToken stop) =>
        new ConstrainedDescent(function, start, constraints, isSmooth, isEnough, stop).Run(tolerance, iterationLimit, curvature);
}
