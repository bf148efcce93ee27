namespace Forecast.Core.Models;

/// <summary>What follows from the shape of a skewed Student-t, and the variable y that is not skewed; formulas in <see cref="SkewStudentErrors"/>.</summary>
internal readonly struct SkewStudentForm
{
    private readonly double _logPeak;

    public SkewStudentForm(double eta, double lambda)
    {
        (Eta, Lambda, LogScale) = (eta, lambda, StudentErrors.LogScale(eta));
        ShiftPerSkew = 4 * Math.Exp(LogScale) * (eta - 2) / (eta - 1);
        A = lambda * ShiftPerSkew;
        B = Math.Sqrt(1 + (3 * lambda * lambda) - (A * A));
        _logPeak = Math.Log(B) + LogScale;
    }

    public double Eta { get; }

    public double Lambda { get; }

    public double A { get; }

    public double B { get; }

    /// <summary>ln c.</summary>
    public double LogScale { get; }

    /// <summary>a/λ.</summary>
    public double ShiftPerSkew { get; }

    public double Unskewed(double z)
    {
        var shifted = (B * z) + A;
        return shifted / (shifted < 0 ? 1 - Lambda : 1 + Lambda);
    }

    public double Skewed(double y) => (((y < 0 ? 1 - Lambda : 1 + Lambda) * y) - A) / B;

    public double LogDensity(double z)
    {
        var y = Unskewed(z);
        return _logPeak - (0.5 * (Eta + 1) * Math.Log(1 + (y * y / (Eta - 2))));
    }

    public double Density(double z) => Math.Exp(LogDensity(z));
}
