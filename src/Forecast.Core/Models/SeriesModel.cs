namespace Forecast.Core.Models;

/// <summary>A model that can be fitted to a plain series.</summary>
/// <param name="Id">Id on the command line: lower case with dashes.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Takes">What one may choose.</param>
/// <param name="Estimator">How it is fitted.</param>
public sealed record SeriesModel(string Id, string Description, SeriesOptionKinds Takes, SeriesEstimator Estimator)
{
    /// <summary>The columns that it must have beside the series.</summary>
    public IReadOnlyList<Companion> Needs { get; init; } = [];

    /// <summary>The columns that it reads where they are given.</summary>
    public IReadOnlyList<Companion> MayRead { get; init; } = [];

    /// <summary>Whether its series is one of realised variances; else of returns. A model with lags of its own series has no error distribution, and the other way round.</summary>
    public bool ReadsVariances => Takes.HasFlag(SeriesOptionKinds.Lags) && !Takes.HasFlag(SeriesOptionKinds.Distribution);

    /// <summary>Fits the model; see <see cref="SeriesEstimator"/>.</summary>
    public SeriesFit Fit(SeriesSample sample, SeriesOptions? options = null, CancellationToken stop = default) => Estimator(sample, options ?? new SeriesOptions(), stop);

    /// <summary>Fits the model to a series with nothing beside it.</summary>
    public SeriesFit Fit(double[] values, SeriesOptions? options = null, CancellationToken stop = default) => Fit(new SeriesSample(values), options, stop);
}
