using System.Globalization;

namespace Forecast.Core.Numerics;

/// <summary>
/// How far a point is from a minimum of a mean of n terms under linear inequalities, as the curvature there has it.
/// <code>δ = √(n dᵀ B d),   d = argmin max_i g_iᵀ d + ½ dᵀ B d,   a_kᵀ (x + d) ≥ b_k</code>
/// <para>g_i is the gradient; at a kink there is one of each side, and d = 0 is best exactly where 0 is in their convex hull, less what active constraints hold. Of minus a mean log-likelihood with the information B, δ is in
/// standard errors, and ½ δ² is the log-likelihood that is still to be gained. A direction without curvature gets the curvature <see cref="Ridge"/> of the largest: where nothing is to be told apart, nothing is far.</para>
/// <para>References: Nocedal and Wright (2006), Numerical Optimization, sections 12.3 and 18.1; Burke, Lewis and Overton (2005), SIAM Journal on Optimization 15, for the gradients of the sides.</para>
/// </summary>
public static class FirstOrderConditions
{
    /// <summary>The largest δ, in standard errors, of a point that is called a maximum: 5·10⁻⁷ units of log-likelihood below it.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>Share of the largest curvature that is added to every one.</summary>
    public const double Ridge = 1e-12;

    // Curvature of the bound on the slopes, which the program needs; δ is smaller by at most that share. A smaller one costs the program its digits.
    private const double Slack = 1e-3;

    // A distance beyond which there is no saying how far.
    private const double Flat = 10;

    // Gradients closer than this, as δ, are of one side; and how far their bounds lie apart.
    private const double Alike = 3e-4;
    private const double Apart = 3e-11;

    /// <summary>δ; infinite where it cannot be told.</summary>
    public static double Distance(double[] x, IReadOnlyList<double[]> gradients, double[,] curvature, IReadOnlyList<LinearConstraint> constraints, int n)
    {
        var (size, largest) = (x.Length, 0.0);
        for (var i = 0; i < size; i++) largest = Math.Max(largest, curvature[i, i]);
        var matrix = new double[size + 1, size + 1];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) matrix[i, j] = curvature[i, j] + (i == j ? Ridge * largest : 0);
        }
        matrix[size, size] = Slack;
        var factor = (double[,])matrix.Clone();
        if (!gradients.All(g => Array.TrueForAll(g, double.IsFinite)) || !Cholesky.Factor(factor)) return double.PositiveInfinity;
        // In units of the steepest gradient's own step the program's sums keep their digits.
        var unit = Math.Sqrt(gradients.Max(g => Square(factor, g)));
        if (unit == 0) return 0;
        var sides = new List<double[]>();
        foreach (var g in gradients)
        {
            if (sides.TrueForAll(s => Square(factor, [.. g.Zip(s, (a, b) => a - b)]) * n > Alike * Alike)) sides.Add(g);
        }
        // Variables: the step, and a bound on its slopes along all gradients. The sides of two kinks that meet depend on each other; bounds that differ a little, by squares as equal ones would depend on each other too, keep the program from going in circles.
        var region = new FeasibleRegion(constraints, size);
        var program = constraints.Select((c, i) => c with { Normal = [.. c.Normal, 0], Bound = -Math.Max(0, region.Slack(i, x)) / unit }).Concat(sides.Select((g, i) => new LinearConstraint([.. g.Select(v => -v / unit), 1], -i * i * Apart, "slope")));
        var step = new double[size + 1];
        if (!new ActiveSetProgram(new FeasibleRegion([.. program], size + 1), size + 1).Solve(matrix, factor, [.. new double[size], 1], new double[size + 1], step)) return double.PositiveInfinity;
        var square = 0.0;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) square += step[i] * matrix[i, j] * step[j];
        }
        return unit * Math.Sqrt(n * square);
    }

    /// <summary>The reason of an estimation that ended <paramref name="distance"/> standard errors from a maximum.</summary>
    public static string Miss(string id, double distance) => distance > Flat ? $"{id} found no maximum: the likelihood is too flat"
        : string.Create(CultureInfo.InvariantCulture, $"{id} stopped {distance:G2} standard errors from a maximum: no step raises the likelihood any more");

    // gᵀ B⁻¹ g.
    private static double Square(double[,] factor, double[] gradient)
    {
        double[] solved = [.. gradient, 0];
        Cholesky.Solve(factor, solved);
        return DotProduct.Of(gradient, solved.AsSpan(0, gradient.Length));
    }
}
