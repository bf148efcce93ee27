namespace Forecast.Core.Models;

/// <summary>
/// The level that a variance recursion starts from, as a function of the residuals, under one convention.
/// <code>Arch:  Σ w_i |e_i|^d, i &lt; min(75, T), w_i ∝ 0.94ⁱ, at the starting mean, fixed;   Fcp:  mean |e|^d;   Rugarch:  (mean e²)^{d/2}, of a power δ that is estimated (mean |e|^δ)^{d/δ}</code>
/// <para>Reference: <see cref="PresampleVariance"/>; d is <see cref="IVarianceEquation.PresamplePower"/>.</para>
/// </summary>
public readonly struct PresampleLevel
{
    private const int BackcastLength = 75;
    private const double BackcastDecay = 0.94;

    private readonly PresampleVariance _convention;
    private readonly double _power;
    private readonly double _fixed;

    /// <summary>The level of residuals at the starting mean.</summary>
    public PresampleLevel(PresampleVariance convention, double power, ReadOnlySpan<double> residuals)
    {
        (_convention, _power) = (convention, power);
        if (convention != PresampleVariance.Arch) return;
        _fixed = Backcast(residuals, power);
        // Nothing is known of a level where all the residuals that it reads are 0: that of the whole series takes its place.
        if (!(_fixed > 0)) _fixed = Mean(residuals, power);
    }

    /// <summary>A level that does not depend on the residuals.</summary>
    private PresampleLevel(PresampleVariance convention, double power, double level) => (_convention, _power, _fixed) = (convention, power, level);

    /// <summary>The level of the series × <paramref name="factor"/>.</summary>
    public PresampleLevel Scaled(double factor) => new(_convention, _power, _power == 2 ? _fixed * factor * factor : _fixed * Math.Pow(factor, _power));

    /// <summary>What the recursion starts from at these residuals; <paramref name="estimated"/> is the power of |e| that the equation estimates, where it does.</summary>
    public PresampleStart Start(ReadOnlySpan<double> residuals, double? estimated = null) => _convention switch
    {
        PresampleVariance.Arch => new(_fixed, false),
        PresampleVariance.Fcp => new(Mean(residuals, _power), false),
        _ when estimated is { } delta => new(Math.Pow(Mean(residuals, delta), _power / delta), true),
        _ => new(_power == 2 ? Mean(residuals, 2) : Math.Pow(Mean(residuals, 2), _power / 2), true),
    };

    /// <summary>The level's derivative in the power that the equation estimates.</summary>
    public double PowerSlope(ReadOnlySpan<double> residuals, double estimated)
    {
        if (_convention != PresampleVariance.Rugarch) return 0;
        var (mean, slope) = (Mean(residuals, estimated), 0.0);
        foreach (var e in residuals)
        {
            if (e != 0) slope += Power(e, estimated) * Math.Log(Math.Abs(e)) / residuals.Length;
        }
        return Math.Pow(mean, _power / estimated) * _power / estimated * ((slope / mean) - (Math.Log(mean) / estimated));
    }

    /// <summary>Adds ∂L/∂e_t through the level, given ∂L/∂level.</summary>
    public void Adjoint(ReadOnlySpan<double> residuals, double byLevel, Span<double> residualGradient, double? estimated = null)
    {
        if (_convention == PresampleVariance.Arch || byLevel == 0) return;
        var power = _convention == PresampleVariance.Fcp ? _power : estimated ?? 2;
        var weight = byLevel * power / residuals.Length;
        if (_convention == PresampleVariance.Rugarch && estimated is { } delta)
        {
            var mean = Mean(residuals, delta);
            weight *= _power / delta * Math.Pow(mean, (_power / delta) - 1);
            for (var t = 0; t < residuals.Length; t++)
            {
                if (residuals[t] != 0) residualGradient[t] += weight * Math.Pow(Math.Abs(residuals[t]), delta - 1) * Math.Sign(residuals[t]);
            }
            return;
        }
        if (power == 2)
        {
            if (_power != 2) weight *= _power / 2 * Math.Pow(Mean(residuals, 2), (_power / 2) - 1);
            for (var t = 0; t < residuals.Length; t++) residualGradient[t] += weight * residuals[t];
            return;
        }
        for (var t = 0; t < residuals.Length; t++)
        {
            if (residuals[t] != 0) residualGradient[t] += weight * Math.Pow(Math.Abs(residuals[t]), power - 1) * Math.Sign(residuals[t]);
        }
    }

    private static double Mean(ReadOnlySpan<double> residuals, double power)
    {
        if (power != 2)
        {
            var sum = 0.0;
            foreach (var e in residuals) sum += Power(e, power);
            return sum / residuals.Length;
        }
        // Four sums in a fixed order: the adds do not wait for each other.
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var t = 0;
        for (; t + 3 < residuals.Length; t += 4)
        {
            s0 += residuals[t] * residuals[t];
            s1 += residuals[t + 1] * residuals[t + 1];
            s2 += residuals[t + 2] * residuals[t + 2];
            s3 += residuals[t + 3] * residuals[t + 3];
        }
        for (; t < residuals.Length; t++) s0 += residuals[t] * residuals[t];
        return (s0 + s1 + (s2 + s3)) / residuals.Length;
    }

    private static double Backcast(ReadOnlySpan<double> residuals, double power)
    {
        double sum = 0, weights = 0, w = 1;
        foreach (var e in residuals[..Math.Min(BackcastLength, residuals.Length)])
        {
            sum += w * Power(e, power);
            weights += w;
            w *= BackcastDecay;
        }
        return sum / weights;
    }

    private static double Power(double e, double power) => power == 2 ? e * e : power == 1 ? Math.Abs(e) : Math.Pow(Math.Abs(e), power);
}
