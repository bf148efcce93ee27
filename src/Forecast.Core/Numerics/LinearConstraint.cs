namespace Forecast.Core.Numerics;

/// <summary>
/// A linear inequality that a solution must keep.
/// <code>Σ_i Normal_i x_i ≥ Bound</code>
/// </summary>
/// <param name="Normal">One coefficient for each variable.</param>
/// <param name="Bound">The least value.</param>
/// <param name="Meaning">What it means for people when it holds with equality: "alpha[1] is at 0".</param>
public sealed record LinearConstraint(double[] Normal, double Bound, string Meaning)
{
    /// <summary>x_i ≥ <paramref name="bound"/>, of <paramref name="count"/> variables.</summary>
    public static LinearConstraint AtLeast(int count, int i, double bound, string meaning) => Along(count, i, 1, bound, meaning);

    /// <summary>x_i ≤ <paramref name="bound"/>, of <paramref name="count"/> variables.</summary>
    public static LinearConstraint AtMost(int count, int i, double bound, string meaning) => Along(count, i, -1, -bound, meaning);

    private static LinearConstraint Along(int count, int i, double sign, double bound, string meaning)
    {
        var normal = new double[count];
        normal[i] = sign;
        return new(normal, bound, meaning);
    }
}
