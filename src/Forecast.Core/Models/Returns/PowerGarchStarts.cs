namespace Forecast.Core.Models;

/// <summary>
/// Where the search for a <see cref="PowerGarch"/> starts: a grid of the shocks' weight and the persistence, with ω such that residuals of unit variance have it in the long run.
/// </summary>
internal static class PowerGarchStarts
{
    // E|z| of a normal error, for the power 1.
    private const double AbsoluteMean = 0.79788456080286541;

    private static readonly (double Shock, double Fall)[] First = [(0.01, 0), (0.06, 0), (0.17, 0)];
    private static readonly (double Shock, double Fall)[] Symmetric = [(0.01, 0), (0.05, 0), (0.1, 0), (0.2, 0)];
    private static readonly (double Shock, double Fall)[] Asymmetric = [(0.01, 0.02), (0.03, 0.06), (0.03, 0.15), (0.1, 0.05), (0.15, 0.1)];
    private static readonly (double Shock, double Fall)[] FallsOnly = [(0, 0.02), (0, 0.1), (0, 0.2), (0, 0.4)];

    // Slow clustering, a trend alone, and jumps that nothing follows, whose variances lie mostly far below their mean.
    private static readonly (double Shock, double Variance, double Level)[] Extremes = [(0.03, 0.965, 0.005), (0.001, 0.998, 0.001), (0.88, 0.11, 0.4)];
    private static readonly double[] Persistences = [0.3, 0.7, 0.9, 0.98];
    private static readonly double[] ShockSums = [0.1, 0.3, 0.5, 0.7, 0.9];

    public static IEnumerable<double[]> Of(int shocks, int asymmetric, int lagged, int power)
    {
        var starts = new List<double[]>();
        var target = power == 2 ? 1 : AbsoluteMean;
        if (lagged == 0)
        {
            foreach (var sum in ShockSums) starts.Add(Point(shocks == 0 ? 0 : asymmetric == 0 ? sum : 0.7 * sum, asymmetric == 0 ? 0 : shocks == 0 ? 2 * sum : 0.6 * sum, 0));
            return starts;
        }
        foreach (var (shock, fall) in shocks == 0 ? FallsOnly : asymmetric > 0 ? Asymmetric : shocks == 1 && lagged == 1 ? First : Symmetric)
        {
            foreach (var persistence in Persistences) starts.Add(Point(shock, fall, persistence - shock - (fall / 2)));
        }
        // Without a fall these lie within the constraints only where no asymmetric term stands alone.
        if (asymmetric <= shocks)
        {
            foreach (var (shock, variance, level) in Extremes) starts.Add(Point(shock, 0, variance, level));
        }
        return starts;

        double[] Point(double shock, double fall, double variance, double? level = null)
        {
            var point = new double[1 + shocks + asymmetric + lagged];
            for (var i = 0; i < shocks; i++) point[1 + i] = shock / shocks;
            for (var i = 0; i < asymmetric; i++) point[1 + shocks + i] = fall / asymmetric;
            for (var i = 0; i < lagged; i++) point[1 + shocks + asymmetric + i] = variance / lagged;
            point[0] = level ?? (target * (1 - shock - (fall / 2) - variance));
            return point;
        }
    }
}
