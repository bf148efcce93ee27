namespace Forecast.Core.Models;

/// <summary>
/// A HEAVY model at work: takes a return and a realised measure at a time, and forecasts.
/// <para>A realised measure that is missing is worth its expectation μ; the return enters neither recursion, so a missing one changes nothing.</para>
/// <para>Memory: two numbers. Taking all observations one by one gives the same bits as the estimator's own pass.</para>
/// <para>Reference: Shephard and Sheppard (2010), Journal of Applied Econometrics 25, eq. 5 and 6.</para>
/// </summary>
public sealed class HeavyFilter
{
    private readonly HeavyParameters _parameters;
    private double _variance;
    private double _expected;
    private int _count;

    /// <summary>Continues from a state.</summary>
    public HeavyFilter(HeavyState state)
    {
        if (!(state.Variance > 0 && state.Expected > 0 && double.IsFinite(state.Variance) && double.IsFinite(state.Expected)))
            throw new ArgumentException("the variance and the expected measure of a heavy state must be above 0 and finite", nameof(state));
        (_parameters, _variance, _expected, _count) = (state.Parameters, state.Variance, state.Expected, state.Count);
    }

    /// <summary>What it remembers.</summary>
    public HeavyState State => new(_parameters, _variance, _expected, _count);

    /// <summary>The variance of the coming step.</summary>
    public double Next => _variance;

    /// <summary>Takes one step; NaN says that a value is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An infinite return, or a realised measure that is infinite or not above 0.</exception>
    public void Append(double value, double realized)
    {
        if (double.IsInfinity(value)) throw new ArgumentOutOfRangeException(nameof(value), "a return must be finite, or NaN where it is missing");
        if (double.IsInfinity(realized) || realized <= 0) throw new ArgumentOutOfRangeException(nameof(realized), "a realised measure must be above 0 and finite, or NaN where it is missing");
        var taken = double.IsNaN(realized) ? _expected : realized;
        (_variance, _expected) = (_parameters.NextVariance(_variance, taken), _parameters.NextRealized(_expected, taken));
        _count++;
    }

    /// <summary>Writes the expected variance of each of the coming steps.</summary>
    public void Expect(Span<double> variances) => _parameters.Expect(_variance, _expected, variances);
}
