namespace Forecast.Core.Models;

/// <summary>
/// An estimated heterogeneous autoregression: everything a forecast needs.
/// <code>level: f = b₀ + Σ_j b_j x_j;   log: f = s · exp(b₀ + Σ_j b_j x_j);   then the nearer end of the range of the training targets where the variant is filtered</code>
/// <para>Units: those of the series. Reference for the range: Bollerslev, Patton and Quaedvlieg (2016), section 3 (they put the sample mean in its place).</para>
/// </summary>
public sealed record HarFit
{
    public required HarVariant Variant { get; init; }

    public required IReadOnlyList<HarTerm> Terms { get; init; }

    public required HarTarget Target { get; init; }

    /// <summary>b, the constant first.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>s: the winsorised smearing factor of a regression of logs, else 1.</summary>
    public double Smearing { get; init; } = 1;

    /// <summary>Smallest training target.</summary>
    public required double Lowest { get; init; }

    /// <summary>Largest training target.</summary>
    public required double Highest { get; init; }

    /// <summary>√(mean RQ) of the sample.</summary>
    public double QuarticityLevel { get; init; }

    /// <summary>Training rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Pearson's dispersion of a gamma regression; null otherwise.</summary>
    public double? Dispersion { get; init; }

    /// <summary>The chosen penalty λ and mixing α of a penalised regression; null otherwise.</summary>
    public (double Penalty, double Mixing)? Penalty { get; init; }

    /// <summary>How the estimation ended.</summary>
    public FitStatus Status { get; init; } = FitStatus.Converged;

    /// <summary>Steps of an iterative estimation, else 1.</summary>
    public int Iterations { get; init; } = 1;

    /// <summary>The forecast from regressors in the order of <see cref="Terms"/>.</summary>
    public double Forecast(ReadOnlySpan<double> regressors)
    {
        var x = Coefficients[0];
        for (var j = 0; j < regressors.Length; j++) x += Coefficients[j + 1] * regressors[j];
        return Finish(x);
    }

    /// <summary>The forecast from row <paramref name="row"/> of a design.</summary>
    public double Forecast(HarDesign design, int row)
    {
        var x = Coefficients[0];
        for (var j = 0; j < design.Columns.Length; j++) x += Coefficients[j + 1] * design.Columns[j][row];
        return Finish(x);
    }

    private double Finish(double x)
    {
        var forecast = Variant.Logs ? Smearing * Math.Exp(x) : x;
        return Variant.Filtered ? Math.Clamp(forecast, Lowest, Highest) : forecast;
    }
}
