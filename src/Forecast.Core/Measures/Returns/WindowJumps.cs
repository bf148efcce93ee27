namespace Forecast.Core.Measures;

/// <summary>
/// The jumps of a window by <see cref="JumpTest"/>: its statistics, and realised variance in two parts that add up to it.
/// <para>Units: statistics none, parts variance over the window. Domain: as <see cref="BipowerVariation"/> and <see cref="TripowerQuarticity"/>; where the price did not move both
/// parts are 0 and the statistics are undefined.</para>
/// <para>Reference: Andersen, Bollerslev and Diebold (2007), Review of Economics and Statistics 89, eq. 11 and 12.</para>
/// </summary>
/// <param name="kind">What is asked for.</param>
/// <param name="convention">How the sums are counted.</param>
public struct WindowJumps(JumpKind kind, MeasureConvention convention) : IReturnMeasure
{
    private RealizedVariance _variance;
    private BipowerVariation _bipower = new(convention);
    private TripowerQuarticity _quarticity = new(convention);

    public void Add(double r, bool isJoined)
    {
        _variance.Add(r, isJoined);
        _bipower.Add(r, isJoined);
        _quarticity.Add(r, isJoined);
    }

    public readonly double? Value(WindowCount count)
    {
        // Returns that are missing tell nothing: the statistic is as uncertain as those that are there.
        if (_variance.Value(count) is not { } variance || _bipower.Value(count) is not { } bipower || _quarticity.Value(count) is not { } quarticity) return null;
        if (kind == JumpKind.LinearStatistic) return JumpTest.Linear(variance, bipower, quarticity, count.Returns);
        var ratio = JumpTest.Ratio(variance, bipower, quarticity, count.Returns);
        var jump = JumpTest.Jump(variance, bipower, ratio);
        return kind switch { JumpKind.RatioStatistic => ratio, JumpKind.JumpVariation => jump, _ => variance - jump };
    }

    public static double? Of(ReadOnlySpan<double> returns, JumpKind kind, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new WindowJumps(kind, convention), returns);
}
