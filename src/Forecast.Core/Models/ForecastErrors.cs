using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The multiplicative errors of a sample's forecasts, to be drawn again in simulations: positive and of mean 1, so that what is simulated has the forecast as its conditional mean.
/// <code>ε_t = (x_t / f_t) / mean(x / f)</code>
/// <para>References: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 9, for residuals that are drawn again; Engle (2002), Journal of Applied Econometrics 17, for errors that multiply.</para>
/// </summary>
internal static class ForecastErrors
{
    // A variance beyond these has left every meaning, and its square would not be a number.
    private const double Least = 1e-150, Largest = 1e150;

    /// <summary>The errors of forecasts of <paramref name="values"/>; both positive and of one length.</summary>
    public static double[] Of(ReadOnlySpan<double> values, ReadOnlySpan<double> forecasts)
    {
        Guard.SameLength(forecasts.Length, values.Length, nameof(forecasts));
        var (errors, mean) = (new double[values.Length], 0.0);
        for (var t = 0; t < errors.Length; t++) mean += (errors[t] = values[t] / forecasts[t]) / errors.Length;
        for (var t = 0; t < errors.Length; t++) errors[t] /= mean;
        return errors;
    }

    /// <summary><paramref name="variance"/>, if it is one that a path can go on from.</summary>
    /// <exception cref="InvalidOperationException">It is not: the model explodes or dies out.</exception>
    public static double Checked(double variance) => variance is > Least and < Largest
        ? variance
        : throw new InvalidOperationException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a simulated variance went to {variance}; the model has no stationary path there"));
}
