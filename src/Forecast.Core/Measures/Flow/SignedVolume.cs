namespace Forecast.Core.Measures;

/// <summary>
/// Signed volume: what takers bought less what they sold. <code>Σ x,   x = 2 · taker buys − volume</code>
/// <para>Units: base currency; above 0 buyers pressed. Domain: undefined where the bars do not say who took. Bars that are missing add nothing.</para>
/// <para>Reference: Chordia, Roll and Subrahmanyam (2002), Journal of Financial Economics 65: order imbalance in shares.</para>
/// </summary>
public struct SignedVolume : IWindowMeasure
{
    private double _sum;
    private bool _isThere;

    public void Add(in WindowBar bar)
    {
        if (bar.SignedVolume is not { } signed) return;
        _sum += signed;
        _isThere = true;
    }

    public readonly double? Value(WindowCount count) => _isThere ? _sum : null;
}
