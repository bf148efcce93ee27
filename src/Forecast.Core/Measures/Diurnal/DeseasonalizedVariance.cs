namespace Forecast.Core.Measures;

/// <summary>
/// Realised variance without the season of the bars: what the window would have had at average hours. <code>(n / m) Σ r_i² / f_i,   m returns with a factor of the n of the window</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the window's returns are there with a seasonal factor.</para>
/// <para>Reference: Andersen and Bollerslev (1997), Journal of Empirical Finance 4.</para>
/// </summary>
public struct DeseasonalizedVariance : IWindowMeasure
{
    private double _sum;
    private int _returns;

    public void Add(in WindowBar bar)
    {
        if (bar is not { Return: { } r, SeasonalFactor: { } factor }) return;
        _sum += r * r / factor;
        _returns++;
    }

    public readonly double? Value(WindowCount count) => count with { Returns = _returns } is { HalfThere: true } there ? there.Scale * _sum : null;
}
