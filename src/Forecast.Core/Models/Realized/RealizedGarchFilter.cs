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
    /// <summary>Farthest that a return may lie from 0 where it has to stand for the realised measure, as from its mean in a <see cref="ReturnState"/>.</summary>
    public const double LargestReturn = ReturnState.LargestResidual;

    private const string Id = "realized-garch";

    // The logarithms of the least and the largest variance that is a number.
    private const double LeastLog = -745;
    private const double LargestLog = 709;

    private readonly RealizedGarchParameters _parameters;
    private double _logVariance;
    private int _count;

    /// <summary>Continues from a state.</summary>
    /// <exception cref="ArgumentException">The version is unknown, a number is not finite or absurdly large, lambda is not above 0, or ln h is of no variance that is a number.</exception>
    public RealizedGarchFilter(RealizedGarchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StoredState.Version(Id, state.Version, RealizedGarchState.CurrentVersion);
        StoredState.Numbers(Id, nameof(state.Parameters), state.Parameters.ToArray(), StoredState.LargestValue);
        if (!(state.Parameters.Lambda > 0)) StoredState.Refuse(Id, $"lambda among its {nameof(state.Parameters)} is {state.Parameters.Lambda}; it must be above 0");
        StoredState.Number(Id, nameof(state.LogVariance), state.LogVariance, LeastLog, LargestLog);
        StoredState.Number(Id, nameof(state.Count), state.Count, 0, int.MaxValue);
        (_parameters, _logVariance, _count) = (state.Parameters, state.LogVariance, state.Count);
    }

    /// <summary>What it remembers.</summary>
    public RealizedGarchState State => new(_parameters, _logVariance, _count);

    /// <summary>The variance of the coming step.</summary>
    public double Next => Math.Exp(_logVariance);

    /// <summary>Takes one step; NaN says that a value is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An infinite return, one absurdly large without a realised measure, or a realised measure that is infinite or not above 0; the state is as before.</exception>
    /// <exception cref="InvalidOperationException">There is no variance that a number can hold after it; the state is as before.</exception>
    public void Append(double value, double realized)
    {
        if (double.IsInfinity(value)) throw new ArgumentOutOfRangeException(nameof(value), "a return must be finite, or NaN where it is missing");
        if (double.IsNaN(realized) && Math.Abs(value) > LargestReturn)
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"without a realised measure a return must lie within ±{LargestReturn}; it is {value}"));
        if (double.IsInfinity(realized) || realized <= 0) throw new ArgumentOutOfRangeException(nameof(realized), "a realised measure must be above 0 and finite, or NaN where it is missing");
        var log = !double.IsNaN(realized) ? Math.Log(realized)
            : double.IsNaN(value) ? _parameters.Xi + (_parameters.Delta * _logVariance)
            : _parameters.ExpectedLog(_logVariance, (value - _parameters.Mu) * Math.Exp(-0.5 * _logVariance));
        var next = _parameters.Next(_logVariance, log);
        if (!(next >= LeastLog && next <= LargestLog)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Id} has no variance after this observation: its logarithm is {next}"));
        _logVariance = next;
        _count++;
    }

    /// <summary>Writes the expected variance of each of the coming steps; see <see cref="RealizedGarchParameters.Expect"/>.</summary>
    public bool Expect(Span<double> variances) => _parameters.Expect(_logVariance, variances);
}
