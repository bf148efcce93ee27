using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// The rate that the most volatile 365 days so far would have needed: the c-quantile of the losses of the periods that began in them and are over.
/// <para>Volatility is the mean squared daily return. Domain: days in order; no rate while no 365 days hold <see cref="LeastDays"/> returns.</para>
/// </summary>
internal sealed class StressYear(double confidence)
{
    private const int LeastDays = 250;
    private readonly Queue<(long Origin, double? Square, double? Loss)> _days = new();
    private double _sum, _most;
    private int _known;

    /// <summary>The rate; null while there is none.</summary>
    public double? Rate { get; private set; }

    /// <summary>Adds a day whose period is over.</summary>
    public void Add(long origin, double? dailyReturn, double? loss)
    {
        _days.Enqueue((origin, dailyReturn * dailyReturn, loss));
        Count(_days.Last().Square, 1);
        while (_days.Peek().Origin <= origin - (365 * Duration.Day)) Count(_days.Dequeue().Square, -1);
        if (_known < LeastDays || _sum / _known <= _most) return;
        _most = _sum / _known;
        var losses = _days.Select(d => d.Loss).OfType<double>().Order().ToArray();
        if (losses.Length >= LeastDays) Rate = OrderStatistic.Of(losses, confidence);
    }

    private void Count(double? square, int sign)
    {
        if (square is not { } s) return;
        (_sum, _known) = (_sum + (sign * s), _known + sign);
    }
}
