using System.Text.Json.Serialization;

namespace Forecast.Core.Models;

/// <summary>All that a singular spectrum forecast remembers: what is stored between two observations. Its size is that of the window times the steps.</summary>
/// <param name="Weights">The forecasts' weights on the window, one array for each step; see <see cref="SsaForecaster"/>.</param>
/// <param name="Mean">Mean of the logs.</param>
/// <param name="Low">Least log that is forecast.</param>
/// <param name="High">Largest log that is forecast.</param>
/// <param name="Smearing">Factor of each step from exp of the log's forecast to the variance's.</param>
/// <param name="Window">The last logs less their mean, oldest first.</param>
/// <param name="Count">Values taken.</param>
public sealed record SsaState(
    double[][] Weights, [property: JsonRequired] double Mean, [property: JsonRequired] double Low, [property: JsonRequired] double High, double[] Smearing, double[] Window, [property: JsonRequired] int Count)
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of this layout.</summary>
    [JsonRequired]
    public int Version { get; init; } = CurrentVersion;
}
