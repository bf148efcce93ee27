namespace Forecast.Core.Models;

/// <summary>
/// Moments of standardised errors that forecasts need: those of a distribution with its shape. An instance remembers the last orders asked for; it is not for several threads.
/// </summary>
public sealed class ErrorMoments(IErrorDistribution distribution, double[] shape)
{
    private readonly Dictionary<(double Order, bool Below), double> _known = [];

    /// <summary>E |z|^order over z &lt; 0 (<paramref name="below"/>) or z &gt; 0.</summary>
    public double Partial(double order, bool below)
    {
        if (!_known.TryGetValue((order, below), out var moment)) _known[(order, below)] = moment = distribution.PartialMoment(order, below, shape);
        return moment;
    }

    /// <summary>E |z|^order.</summary>
    public double Absolute(double order) => order == 2 ? 1 : Partial(order, true) + Partial(order, false);

    /// <summary>E z² over z &lt; 0: ½ where the distribution is symmetric.</summary>
    public double SquareBelow => Partial(2, true);
}
