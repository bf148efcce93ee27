namespace Forecast.Core.Measures;

/// <summary>
/// Volatility signature plot as numbers: averaged realised variance (<see cref="SubsampledVariance"/>, its ends made up for) of every k-th price. Without noise it is level; noise of
/// variance ω² lifts it by 2nω²/k.
/// <para>Units: variance over the window. Shapes: n returns; one point for each step, in their order. Domain: steps ≥ 1; those above n have no point.</para>
/// <para>Reference: Andersen, Bollerslev, Diebold and Labys (2000), Risk 13, "Great realizations".</para>
/// </summary>
public static class SignaturePlot
{
    public static IReadOnlyList<SignaturePoint> Of(ReadOnlySpan<double> returns, ReadOnlySpan<int> steps)
    {
        var points = new List<SignaturePoint>(steps.Length);
        foreach (var step in steps)
        {
            if (SubsampledVariance.Of(returns, step, MeasureConvention.FiniteSample) is { } variance) points.Add(new SignaturePoint(step, variance));
        }
        return points;
    }
}
