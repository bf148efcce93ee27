using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised covariance of two instruments, and what follows from it; returns that are made at the same times go in pair by pair.
/// <code>
/// cov = Σ x_i y_i,   corr = cov / √(Σ x_i² Σ y_i²),   beta of y to x = cov / Σ x_i²
/// </code>
/// <para>Units: variance over the window; correlation and beta have none. Domain: finite returns; the covariance is undefined without a pair, the correlation where one of the prices never
/// moved, the beta where that of x never did.</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2004), Econometrica 72, eqs. 4 to 6.</para>
/// </summary>
public struct RealizedCovariance
{
    private double _xx, _xy, _yy;
    private int _count;

    /// <summary>Takes the next pair of returns.</summary>
    public void Add(double x, double y)
    {
        Guard.Finite(x);
        Guard.Finite(y);
        _xx += x * x;
        _xy += x * y;
        _yy += y * y;
        _count++;
    }

    /// <summary>Σ x y.</summary>
    public readonly double? Covariance => _count > 0 ? _xy : null;

    /// <summary>In [−1, 1]: what rounding puts outside is brought back.</summary>
    public readonly double? Correlation => _xx > 0 && _yy > 0 ? Math.Clamp(_xy / (Math.Sqrt(_xx) * Math.Sqrt(_yy)), -1, 1) : null;

    /// <summary>How much y moves when x moves by one.</summary>
    public readonly double? Beta => _xx > 0 ? _xy / _xx : null;

    /// <summary>Of two columns of returns of one length.</summary>
    public static RealizedCovariance Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Guard.SameLength(y.Length, x.Length, nameof(y));
        var covariance = default(RealizedCovariance);
        for (var i = 0; i < x.Length; i++) covariance.Add(x[i], y[i]);
        return covariance;
    }
}
