namespace Forecast.Core.Market;

/// <summary>
/// Rounding to a tick or lot whose inverse (or itself) is a whole number, so that the result is the double nearest to the decimal: 0.1 + 0.2 never shows.
/// Rounding is monotone, hence keeps low ≤ open, close ≤ high.
/// </summary>
internal readonly struct Grid(decimal step)
{
    private readonly double _step = (double)step;
    private readonly double _inverse = step < 1 ? (double)(1 / step) : 0;

    public static void Validate(decimal step, string name)
    {
        if (step <= 0 || (step < 1 ? 1 / step : step) % 1 != 0)
            throw new ArgumentException(FormattableString.Invariant($"{name} is {step}; it must be above 0, and 1 / {name} or {name} a whole number"));
    }

    public double Nearest(double value) => _inverse > 0 ? Math.Round(value * _inverse) / _inverse : Math.Round(value / _step) * _step;

    /// <summary>The nearest grid point that is not zero.</summary>
    public double NearestPositive(double value) => Math.Max(Nearest(value), _step);
}
