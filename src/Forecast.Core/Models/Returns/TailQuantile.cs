namespace Forecast.Core.Models;

/// <summary>Quantiles of a tail, by Newton steps in its logarithm, which is nearly a line where tails are thin, within a bracket that only shrinks.</summary>
internal static class TailQuantile
{
    private const int IterationLimit = 200;
    private const double RelativeTolerance = 1e-15;

    /// <summary>
    /// The x ≥ 0 with <paramref name="tail"/>(x) = <paramref name="probability"/>, at most the tail at 0; the tail falls from there on, at the rate <paramref name="density"/>.
    /// </summary>
    public static double Find(Func<double, double> tail, Func<double, double> density, double probability)
    {
        var (low, high, x) = (0.0, double.PositiveInfinity, 1.0);
        for (var i = 0; i < IterationLimit; i++)
        {
            var value = tail(x);
            if (value == probability) return x;
            if (value > probability) low = x;
            else high = x;
            var next = x + (Math.Log(value / probability) * value / density(x));
            if (!(next > low && next < high)) next = double.IsInfinity(high) ? 2 * x : (low + high) / 2;
            if (Math.Abs(next - x) <= RelativeTolerance * next) return next;
            x = next;
        }
        return x;
    }
}
