using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A heterogeneous autoregression that takes observations as they come: appending equals filtering the whole history anew, bit for bit.
/// <para>Its memory is the measures of as many observations as the longest lag, oldest first, and two sums for each exponential mean. Appending and forecasting allocate nothing.</para>
/// </summary>
public sealed class HarState
{
    private readonly HarFit _fit;
    private readonly int _longest;
    private readonly int _measures;
    private readonly double[] _memory;
    private readonly double[] _now;
    private readonly double[] _regressors;

    private HarState(HarFit fit, int exogenous)
    {
        (_fit, _longest, _measures) = (fit, fit.Terms.Max(t => t.Form == HarTermForm.Exponential ? 1 : t.Lag), (int)HarMeasure.Exogenous + exogenous);
        _memory = new double[(_longest * _measures) + (2 * fit.Terms.Count)];
        (_now, _regressors) = (new double[_measures], new double[fit.Terms.Count]);
    }

    /// <summary>The state after <paramref name="history"/>, which must be as long as the longest lag.</summary>
    public static HarState After(HarFit fit, HarObservations history)
    {
        var state = new HarState(fit, history.Exogenous.Count);
        Guard.AtLeast(history.Count, state._longest);
        var row = new double[history.Columns.Count];
        for (var t = 0; t < history.Count; t++)
        {
            for (var c = 0; c < row.Length; c++) row[c] = history.Columns[c][t];
            state.Append(row);
        }
        return state;
    }

    /// <summary>The state that had this <see cref="Memory"/>.</summary>
    public static HarState Restore(HarFit fit, ReadOnlySpan<double> memory)
    {
        var state = new HarState(fit, fit.Terms.Count(t => t.Column >= (int)HarMeasure.Exogenous));
        Guard.SameLength(memory.Length, state._memory.Length, nameof(memory));
        memory.CopyTo(state._memory);
        return state;
    }

    /// <summary>Everything it remembers.</summary>
    public ReadOnlySpan<double> Memory => _memory;

    /// <summary>The forecast of the fit's target from the last observation.</summary>
    public double Forecast
    {
        get
        {
            for (var j = 0; j < _regressors.Length; j++)
            {
                var term = _fit.Terms[j];
                var sums = (_longest * _measures) + (2 * j);
                _regressors[j] = term.Form == HarTermForm.Exponential
                    ? _memory[sums] / _memory[sums + 1]
                    : term.Of(Mean(term.Column, term.Lag), term.Form == HarTermForm.RootQuarticity ? Mean((int)HarMeasure.Quarticity, term.Lag) : 0, _fit.QuarticityLevel);
            }
            return _fit.Forecast(_regressors);
        }
    }

    /// <summary>Takes the next observation: the realised variance, positive, then the companions in the order of the variant's needs, finite.</summary>
    public void Append(ReadOnlySpan<double> observation)
    {
        Guard.Positive(observation[0]);
        foreach (var v in observation) Guard.Finite(v);
        HarObservations.Measure(_fit.Variant, observation, _now);
        _memory.AsSpan(_measures, (_longest - 1) * _measures).CopyTo(_memory);
        _now.CopyTo(_memory, (_longest - 1) * _measures);
        for (var j = 0; j < _regressors.Length; j++)
        {
            var term = _fit.Terms[j];
            if (term.Form != HarTermForm.Exponential) continue;
            var (sums, decay) = ((_longest * _measures) + (2 * j), term.Decay);
            _memory[sums] = (decay * _memory[sums]) + _now[term.Column];
            _memory[sums + 1] = (decay * _memory[sums + 1]) + 1;
        }
    }

    // From the newest to the oldest, as the design sums.
    private double Mean(int column, int lag)
    {
        var sum = _memory[((_longest - 1) * _measures) + column];
        for (var k = 2; k <= lag; k++) sum += _memory[((_longest - k) * _measures) + column];
        return sum / lag;
    }
}
