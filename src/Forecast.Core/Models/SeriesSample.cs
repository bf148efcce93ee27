namespace Forecast.Core.Models;

/// <summary>
/// What a model is fitted to: a series, oldest value first, and what is known beside it, row by row. All columns have one length.
/// </summary>
/// <param name="Values">The series: returns, or realised variances for heterogeneous autoregressions.</param>
public sealed record SeriesSample(double[] Values)
{
    /// <summary>A realised measure of each row, for models that read one beside returns.</summary>
    public double[]? Realized { get; init; }

    /// <summary>Realised quarticity of each row.</summary>
    public double[]? Quarticity { get; init; }

    /// <summary>Bipower variation of each row.</summary>
    public double[]? Bipower { get; init; }

    /// <summary>Realised variance of the falls of each row.</summary>
    public double[]? DownSemivariance { get; init; }

    /// <summary>Ratio statistic of each row, see <see cref="Measures.JumpTest"/>: by it a row's jump is significant.</summary>
    public double[]? JumpRatio { get; init; }

    /// <summary>Other columns by name, in the order in which they were asked for.</summary>
    public IReadOnlyList<(string Name, double[] Values)> Exogenous { get; init; } = [];
}
