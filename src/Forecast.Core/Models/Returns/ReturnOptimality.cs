using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>How far the end of a search is from a maximum of its likelihood, in standard errors; see <see cref="FirstOrderConditions"/>.</summary>
internal static class ReturnOptimality
{
    // Standard errors to each side of the mean at which the sides of a kink are looked at.
    private const double Aside = 1e-4;

    // Parameters of a mean up to which its sides are taken in all combinations; beyond, one parameter at a time.
    private const int FewParameters = 2;

    public static double Distance(ReturnModel model, ReturnLikelihood likelihood, double[] x, IReadOnlyList<LinearConstraint> constraints)
    {
        var (information, here, mean) = (likelihood.Information(x), Gradient(x), model.HasKinks ? model.Mean.Names.Count : 0);
        // Where |e| enters, the likelihood has a kink in the mean wherever an observation is on it: there its slope along the mean is that of any side close by.
        double[][] gradients = mean == 0 ? [here] : [.. Sides(mean).Select(s => (double[])[.. Gradient([.. x.Select((v, k) => k < mean ? v + (s[k] * Aside / Math.Sqrt(information[k, k] * likelihood.Steps)) : v)])[..mean], .. here[mean..]])];
        return FirstOrderConditions.Distance(x, gradients, information, constraints, likelihood.Steps);

        double[] Gradient(double[] at)
        {
            var gradient = new double[at.Length];
            likelihood.Value(at, gradient);
            return Array.ConvertAll(gradient, g => -g / likelihood.Steps);
        }
    }

    // Directions to the sides of a kink in so many parameters.
    private static IEnumerable<int[]> Sides(int count) => count <= FewParameters
        ? Combinations(count).Where(s => s.Any(v => v != 0))
        : Enumerable.Range(0, 2 * count).Select(i => Enumerable.Range(0, count).Select(k => k == i / 2 ? (i % 2 * 2) - 1 : 0).ToArray());

    private static IEnumerable<int[]> Combinations(int count) => count == 0 ? [[]] : Combinations(count - 1).SelectMany(s => (int[][])[[.. s, -1], [.. s, 0], [.. s, 1]]);
}
