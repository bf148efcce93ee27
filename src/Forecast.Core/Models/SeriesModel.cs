namespace Forecast.Core.Models;

/// <summary>A model that can be fitted to a plain series.</summary>
/// <param name="Id">Id on the command line: lower case with dashes.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Fit">Its estimator.</param>
public sealed record SeriesModel(string Id, string Description, SeriesEstimator Fit);
