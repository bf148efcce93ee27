using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// A Realized GARCH at work: takes a return and a realised measure at a time, and forecasts.
/// <para>What is missing takes its expected value: without a realised measure ln x = xi + delta ln h + eta₁ z + eta₂ (z² − 1), without a return too ln x = xi + delta ln h. A missing return alone
/// changes nothing, since the next variance reads the realised measure only.</para>
/// <para>Memory: one number. Taking all observations one by one gives the same bits as the estimator's own pass.</para>
/// <para>Reference: Hansen, Huang and Shek (2012), Journal of Applied Econometrics 27, eq. 1 to 3.</para>
/// </summary>
public sealed class RealizedGarchFilter
{
    private readonly RealizedGarchParameters _parameters;
    private double _logVariance;
    private int _count;

    /// <summary>Continues from a state.</summary>
    public RealizedGarchFilter(RealizedGarchState state)
    {
        if (!double.IsFinite(state.LogVariance)) throw new ArgumentException($"the log variance of a realized-garch state must be finite, and is {state.LogVariance.ToString(CultureInfo.InvariantCulture)}", nameof(state));
        (_parameters, _logVariance, _count) = (state.Parameters, state.LogVariance, state.Count);
    }

    /// <summary>What it remembers.</summary>
    public RealizedGarchState State => new(_parameters, _logVariance, _count);

    /// <summary>The variance of the coming step.</summary>
    public double Next => Math.Exp(_logVariance);

    /// <summary>Takes one step; NaN says that a value is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An infinite return, or a realised measure that is infinite or not above 0.</exception>
    public void Append(double value, double realized)
    {
        if (double.IsInfinity(value)) throw new ArgumentOutOfRangeException(nameof(value), "a return must be finite, or NaN where it is missing");
        if (double.IsInfinity(realized) || realized <= 0) throw new ArgumentOutOfRangeException(nameof(realized), "a realised measure must be above 0 and finite, or NaN where it is missing");
        var log = !double.IsNaN(realized) ? Math.Log(realized)
            : double.IsNaN(value) ? _parameters.Xi + (_parameters.Delta * _logVariance)
            : _parameters.ExpectedLog(_logVariance, (value - _parameters.Mu) * Math.Exp(-0.5 * _logVariance));
        _logVariance = _parameters.Next(_logVariance, log);
        _count++;
    }

    /// <summary>Writes the expected variance of each of the coming steps; see <see cref="RealizedGarchParameters.Expect"/>.</summary>
    public bool Expect(Span<double> variances) => _parameters.Expect(_logVariance, variances);
}
