namespace Forecast.Core.Models;

/// <summary>All that a singular spectrum forecast remembers: what is stored between two observations. Its size is that of the window times the steps.</summary>
/// <param name="Weights">The forecasts' weights on the window, one array for each step; see <see cref="SsaForecaster"/>.</param>
/// <param name="Mean">Mean of the logs.</param>
/// <param name="Low">Least log that is forecast.</param>
/// <param name="High">Largest log that is forecast.</param>
/// <param name="Smearing">Factor of each step from exp of the log's forecast to the variance's.</param>
/// <param name="Window">The last logs less their mean, oldest first.</param>
/// <param name="Count">Values taken.</param>
public sealed record SsaState(double[][] Weights, double Mean, double Low, double High, double[] Smearing, double[] Window, int Count);
