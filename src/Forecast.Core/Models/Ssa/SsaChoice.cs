namespace Forecast.Core.Models;

/// <summary>
/// The window and the rank of a singular spectrum forecast, chosen by walking forward inside the sample.
/// <para>Rule: the basis of the first three quarters forecasts each value of the last quarter 1 to <paramref name="Steps"/> steps ahead; the window and the rank with the least mean squared error win,
/// the smaller ones where they are level. Windows: <see cref="Windows"/>, as far as eight of them fit into the sample; ranks 1 to <see cref="LargestRank"/>, below half the window.</para>
/// <para>Reference for choosing by forecasts: Golyandina and Zhigljavsky (2013), section 3.4; criteria of explained variance do not look at what is asked for.</para>
/// </summary>
/// <param name="Window">L.</param>
/// <param name="Rank">r.</param>
/// <param name="Steps">Steps ahead that were judged.</param>
/// <param name="Error">Mean squared error over the last quarter.</param>
public sealed record SsaChoice(int Window, int Rank, int Steps, double Error)
{
    /// <summary>Windows that are tried.</summary>
    public static IReadOnlyList<int> Windows { get; } = [7, 14, 30, 60];

    /// <summary>Largest rank that is tried.</summary>
    public const int LargestRank = 10;

    // Share of the series' variance below which a gain is rounding: a pure signal is forecast as well by one direction too many.
    private const double Negligible = 1e-16;

    /// <summary>The choice for <paramref name="series"/>; one window where it is given. Null where no forecast exists.</summary>
    public static SsaChoice? Of(ReadOnlySpan<double> series, int steps, int? window, CancellationToken stop)
    {
        var split = series.Length - (series.Length / 4);
        var past = series[..split];
        var mean = SsaEstimator.Mean(past);
        var centred = series.ToArray();
        var least = 0.0;
        for (var t = 0; t < centred.Length; t++)
        {
            centred[t] -= mean;
            least += Negligible * centred[t] * centred[t] / centred.Length;
        }
        SsaChoice? best = null;
        foreach (var length in window is { } one ? [one] : Windows)
        {
            if (window is null && 8 * length > series.Length) break;
            var basis = SsaBasis.Of(centred.AsSpan(0, split), length);
            for (var rank = 1; rank <= Math.Min(LargestRank, (length - 1) / 2); rank++)
            {
                stop.ThrowIfCancellationRequested();
                if (SsaForecaster.Of(basis, rank, steps) is not { } forecaster) continue;
                var error = Judge(centred, split, length, forecaster);
                if (best is null || error < best.Error - least) best = new(length, rank, steps, error);
            }
        }
        return best;
    }

    private static double Judge(double[] series, int split, int window, SsaForecaster forecaster)
    {
        double sum = 0;
        var count = 0;
        for (var t = split; t < series.Length; t++)
        {
            for (var j = 1; j <= forecaster.Weights.Length && t - 1 + j < series.Length; j++)
            {
                var error = series[t - 1 + j] - forecaster.Forecast(series.AsSpan(t - window, window), j);
                sum += error * error;
                count++;
            }
        }
        return sum / count;
    }
}
