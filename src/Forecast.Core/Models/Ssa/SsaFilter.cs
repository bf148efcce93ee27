using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A singular spectrum forecast at work: takes a realised variance at a time, in time proportional to the window, and forecasts.
/// <para>A missing value takes its one-step forecast. Its memory is the window, so taking values one by one gives the bits of starting at the last window.</para>
/// </summary>
public sealed class SsaFilter
{
    private const string Id = "ssa";

    // The logarithms of numbers lie within.
    private const double LargestLog = 745;

    private readonly SsaState _origin;
    private readonly SsaForecaster _forecaster;
    private readonly double[] _window;
    private int _count;

    /// <summary>Continues from a state.</summary>
    /// <exception cref="ArgumentException">A part is missing, the version is unknown, a length is wrong, a number is not finite or no logarithm of one, or a smearing factor is not above 0.</exception>
    public SsaFilter(SsaState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StoredState.Version(Id, state.Version, SsaState.CurrentVersion);
        var window = StoredState.Present(Id, state.Window, nameof(state.Window));
        Guard.AtLeast(window.Length, 1);
        var smearing = StoredState.Present(Id, state.Smearing, nameof(state.Smearing));
        foreach (var weights in StoredState.Present(Id, state.Weights, nameof(state.Weights)))
        {
            Guard.SameLength(StoredState.Present(Id, weights, nameof(state.Weights)).Length, window.Length, nameof(state.Weights));
            StoredState.Numbers(Id, nameof(state.Weights), weights, StoredState.LargestValue);
        }
        Guard.AtLeast(state.Weights.Length, 1);
        Guard.SameLength(smearing.Length, state.Weights.Length, nameof(state.Smearing));
        foreach (var factor in smearing) StoredState.Number(Id, nameof(state.Smearing), factor, double.Epsilon, StoredState.LargestValue);
        StoredState.Number(Id, nameof(state.Mean), state.Mean, -LargestLog, LargestLog);
        StoredState.Number(Id, nameof(state.High), state.High, -LargestLog, LargestLog);
        StoredState.Number(Id, nameof(state.Low), state.Low, -LargestLog, Math.Min(LargestLog, state.High));
        StoredState.Numbers(Id, nameof(state.Window), window, 2 * LargestLog);
        StoredState.Number(Id, nameof(state.Count), state.Count, 0, int.MaxValue);
        (_origin, _forecaster, _window, _count) = (state, new SsaForecaster(state.Weights), [.. state.Window], state.Count);
    }

    /// <summary>Steps that it forecasts.</summary>
    public int Steps => _origin.Weights.Length;

    /// <summary>What it remembers.</summary>
    public SsaState State => _origin with { Window = [.. _window], Count = _count };

    /// <summary>Takes one realised variance; NaN says that it is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is infinite or not above 0.</exception>
    public void Append(double variance)
    {
        if (double.IsInfinity(variance) || variance <= 0) throw new ArgumentOutOfRangeException(nameof(variance), "a realised variance must be above 0 and finite, or NaN where it is missing");
        var value = double.IsNaN(variance) ? Log(1) : Math.Log(variance) - _origin.Mean;
        _window.AsSpan(1).CopyTo(_window);
        _window[^1] = value;
        _count++;
    }

    /// <summary>The expected variance of step <paramref name="step"/>, from 1.</summary>
    public double Forecast(int step) => _origin.Smearing[step - 1] * Math.Exp(_origin.Mean + Log(step));

    private double Log(int step) => Math.Clamp(_forecaster.Forecast(_window, step), _origin.Low - _origin.Mean, _origin.High - _origin.Mean);
}
