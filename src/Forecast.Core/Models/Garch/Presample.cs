using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The presample variance s₀ of a return series under one convention, as a function of the mean.
/// <code>Arch:  s₀ = Σ wᵢ (rᵢ − m)², i &lt; min(75, T), wᵢ ∝ 0.94ⁱ, m the sample mean (0 for a zero mean);   else  s₀(mu) = mean (r − mu)²</code>
/// <para>Units: squared units of the returns. Reference: <see cref="PresampleVariance"/>.</para>
/// </summary>
public readonly struct Presample
{
    private const int BackcastLength = 75;
    private const double BackcastDecay = 0.94;

    private readonly double _level;
    private readonly double _mean;

    private Presample(PresampleVariance convention, double level, double mean) => (Convention, _level, _mean) = (convention, level, mean);

    public PresampleVariance Convention { get; }

    /// <summary>The presample variance of <paramref name="returns"/>; at least one, all finite.</summary>
    public static Presample Of(ReadOnlySpan<double> returns, PresampleVariance convention, ConditionalMean mean)
    {
        Guard.AtLeast(returns.Length, 1);
        if (convention == PresampleVariance.Arch)
            return new(convention, Backcast(returns, mean == ConditionalMean.Constant ? Mean(returns) : 0), 0);
        var m = Mean(returns);
        var sum = 0.0;
        foreach (var r in returns) sum += (r - m) * (r - m);
        return new(convention, sum / returns.Length, m);
    }

    /// <summary>The presample variance at <paramref name="mu"/>.</summary>
    public double Level(double mu) => Convention == PresampleVariance.Arch ? _level : _level + ((_mean - mu) * (_mean - mu));

    /// <summary>Its derivative in the mean.</summary>
    public double Slope(double mu) => Convention == PresampleVariance.Arch ? 0 : -2 * (_mean - mu);

    /// <summary>Its second derivative in the mean.</summary>
    public double Curvature => Convention == PresampleVariance.Arch ? 0 : 2;

    /// <summary>The first conditional variance under <paramref name="p"/>.</summary>
    public double First(in GarchParameters p) =>
        Convention == PresampleVariance.Rugarch ? Level(p.Mu) : p.Omega + ((p.Alpha + p.Beta) * Level(p.Mu));

    /// <summary>The presample variance of the returns × <paramref name="factor"/>.</summary>
    internal Presample Scaled(double factor) => new(Convention, _level * factor * factor, _mean * factor);

    private static double Mean(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var r in returns) sum += r;
        return sum / returns.Length;
    }

    private static double Backcast(ReadOnlySpan<double> returns, double mean)
    {
        double sum = 0, weights = 0, w = 1;
        foreach (var r in returns[..Math.Min(BackcastLength, returns.Length)])
        {
            sum += w * (r - mean) * (r - mean);
            weights += w;
            w *= BackcastDecay;
        }
        return sum / weights;
    }
}
