using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// A HEAVY model at work: takes a return and a realised measure at a time, and forecasts.
/// <para>A realised measure that is missing is worth its expectation μ; the return enters neither recursion, so a missing one changes nothing.</para>
/// <para>Memory: two numbers. Taking all observations one by one gives the same bits as the estimator's own pass.</para>
/// <para>Reference: Shephard and Sheppard (2010), Journal of Applied Econometrics 25, eq. 5 and 6.</para>
/// </summary>
public sealed class HeavyFilter
{
    private const string Id = "heavy";

    private readonly HeavyParameters _parameters;
    private double _variance;
    private double _expected;
    private int _count;

    /// <summary>Continues from a state.</summary>
    /// <exception cref="ArgumentException">
    /// The version is unknown, a number is not finite or absurdly large, an omega, the variance or the expected measure is not above 0, or an alpha or a beta is below 0 or, up to rounding, beta or
    /// alphaR + betaR above 1.
    /// </exception>
    public HeavyFilter(HeavyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StoredState.Version(Id, state.Version, HeavyState.CurrentVersion);
        var p = state.Parameters;
        StoredState.Numbers(Id, nameof(state.Parameters), p.ToArray(), StoredState.LargestValue);
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("omega", p.Omega), ("omegaR", p.OmegaR)])
        {
            if (!(value > 0)) StoredState.Refuse(Id, $"{name} among its {nameof(state.Parameters)} is {value}; it must be above 0");
        }
        foreach (var (name, value, largest) in (ReadOnlySpan<(string, double, double)>)
            [("alpha[1]", p.Alpha, StoredState.LargestValue), ("beta[1]", p.Beta, 1), ("alphaR", p.AlphaR, 1), ("betaR", p.BetaR, 1), ("alphaR + betaR", p.Persistence, 1)])
        {
            StoredState.Bounded(Id, $"{name} among its {nameof(state.Parameters)}", value, 0, largest);
        }
        StoredState.Number(Id, nameof(state.Variance), state.Variance, double.Epsilon, StoredState.LargestMemory);
        StoredState.Number(Id, nameof(state.Expected), state.Expected, double.Epsilon, StoredState.LargestMemory);
        StoredState.Number(Id, nameof(state.Count), state.Count, 0, int.MaxValue);
        (_parameters, _variance, _expected, _count) = (state.Parameters, state.Variance, state.Expected, state.Count);
    }

    /// <summary>What it remembers.</summary>
    public HeavyState State => new(_parameters, _variance, _expected, _count);

    /// <summary>The variance of the coming step.</summary>
    public double Next => _variance;

    /// <summary>Takes one step; NaN says that a value is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An infinite return, or a realised measure that is infinite or not above 0; the state is as before.</exception>
    /// <exception cref="InvalidOperationException">There is no variance that a number can hold after it; the state is as before.</exception>
    public void Append(double value, double realized)
    {
        if (double.IsInfinity(value)) throw new ArgumentOutOfRangeException(nameof(value), "a return must be finite, or NaN where it is missing");
        if (double.IsInfinity(realized) || realized <= 0) throw new ArgumentOutOfRangeException(nameof(realized), "a realised measure must be above 0 and finite, or NaN where it is missing");
        var taken = double.IsNaN(realized) ? _expected : realized;
        var (variance, expected) = (_parameters.NextVariance(_variance, taken), _parameters.NextRealized(_expected, taken));
        if (!(variance > 0 && variance <= StoredState.LargestMemory && expected > 0 && expected <= StoredState.LargestMemory))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Id} has no variance after this observation: {variance}, and {expected} for the realised measure"));
        (_variance, _expected) = (variance, expected);
        _count++;
    }

    /// <summary>Writes the expected variance of each of the coming steps.</summary>
    public void Expect(Span<double> variances) => _parameters.Expect(_variance, _expected, variances);
}
