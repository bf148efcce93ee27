using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A heterogeneous autoregression that takes observations as they come: appending equals filtering the whole history anew, bit for bit.
/// <para>Stored and restored, see <see cref="HarStateSnapshot"/>, it goes on with the same bits.</para>
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
        (_fit, _longest, _measures) = (fit, Longest(fit), (int)HarMeasure.Exogenous + exogenous);
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
    /// <exception cref="ArgumentException">Its length is wrong, or a number is not finite, absurdly large or no measure.</exception>
    public static HarState Restore(HarFit fit, ReadOnlySpan<double> memory)
    {
        var (id, exogenous) = (fit.Variant.Id, fit.Terms.Count(IsExogenous));
        // A lag may come from outside: it is judged before there is a memory for it.
        var length = ((long)Longest(fit) * ((int)HarMeasure.Exogenous + exogenous)) + (2 * fit.Terms.Count);
        if (memory.Length != length) StoredState.Refuse(id, $"its {nameof(Memory)} has length {memory.Length}; for its {nameof(fit.Terms)} it must have length {length}");
        StoredState.Numbers(id, nameof(Memory), memory, StoredState.LargestMemory);
        var state = new HarState(fit, exogenous);
        memory.CopyTo(state._memory);
        for (var i = 0; i < state._longest * state._measures; i++)
        {
            var measure = i % state._measures;
            if (measure < (int)HarMeasure.Exogenous && !(memory[i] > 0 || (memory[i] == 0 && measure != (int)HarMeasure.Variance)))
                StoredState.Refuse(id, $"{nameof(Memory)}[{i}] is {memory[i]}, which is no {(HarMeasure)measure}");
        }
        for (var j = 0; j < fit.Terms.Count; j++)
        {
            var sums = memory.Slice((state._longest * state._measures) + (2 * j), 2);
            if (fit.Terms[j].Form == HarTermForm.Exponential && !(sums[0] > 0 && sums[1] > 0)) StoredState.Refuse(id, $"the sums of {fit.Terms[j].Name} in its {nameof(Memory)} are {sums[0]} and {sums[1]}");
        }
        return state;
    }

    /// <summary>The state that <paramref name="snapshot"/> was taken of.</summary>
    /// <exception cref="ArgumentException">A part is missing, a version or the variant is unknown, a regressor is none of the variant's, a length is wrong, or a number is out of its range.</exception>
    public static HarState Restore(HarStateSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var id = StoredState.Present("a heterogeneous autoregression", snapshot.Variant, nameof(snapshot.Variant));
        StoredState.Version(id, snapshot.Version, HarStateSnapshot.CurrentVersion);
        var (variant, terms) = (HarVariants.Get(id), StoredState.Present(id, snapshot.Terms, nameof(snapshot.Terms)));
        if (terms.Length == 0) StoredState.Refuse(id, $"it has no {nameof(snapshot.Terms)}");
        for (var j = 0; j < terms.Length; j++)
        {
            var at = $"{nameof(snapshot.Terms)}[{j.ToString(CultureInfo.InvariantCulture)}]";
            StoredState.Present(id, StoredState.Present(id, terms[j], at).Name, $"Name in {at}");
        }
        // The variant's own regressors, but for their lags.
        var own = variant.Terms(new HarRungs(variant.Lags, null, [.. Enumerable.Repeat("", terms.Count(IsExogenous))]));
        foreach (var term in terms)
        {
            if (term.Lag < 1 || !own.Any(t => (t.Form, t.Column) == (term.Form, term.Column)))
                StoredState.Refuse(id, $"{term.Name} among its {nameof(snapshot.Terms)} is none of the variant: form {(int)term.Form}, column {term.Column}, lag {term.Lag}");
        }
        if (snapshot.Target.From < 1 || snapshot.Target.To < snapshot.Target.From) StoredState.Refuse(id, $"its {nameof(snapshot.Target)} is rows {snapshot.Target.From} to {snapshot.Target.To}");
        var coefficients = StoredState.Present(id, snapshot.Coefficients, nameof(snapshot.Coefficients));
        Guard.SameLength(coefficients.Length, terms.Length + 1, nameof(snapshot.Coefficients));
        StoredState.Numbers(id, nameof(snapshot.Coefficients), coefficients, StoredState.LargestValue);
        StoredState.Number(id, nameof(snapshot.Smearing), snapshot.Smearing, double.Epsilon, StoredState.LargestValue);
        StoredState.Number(id, nameof(snapshot.Highest), snapshot.Highest, double.Epsilon, StoredState.LargestMemory);
        StoredState.Number(id, nameof(snapshot.Lowest), snapshot.Lowest, double.Epsilon, snapshot.Highest);
        StoredState.Number(id, nameof(snapshot.QuarticityLevel), snapshot.QuarticityLevel, 0, StoredState.LargestMemory);
        StoredState.Number(id, nameof(snapshot.Rows), snapshot.Rows, 1, int.MaxValue);
        var fit = new HarFit
        {
            Variant = variant,
            Terms = [.. terms],
            Target = snapshot.Target,
            Coefficients = [.. coefficients],
            Smearing = snapshot.Smearing,
            Lowest = snapshot.Lowest,
            Highest = snapshot.Highest,
            QuarticityLevel = snapshot.QuarticityLevel,
            Rows = snapshot.Rows,
        };
        return Restore(fit, StoredState.Present(id, snapshot.Memory, nameof(snapshot.Memory)));
    }

    /// <summary>What is to be stored of this state and of the fit behind it.</summary>
    public HarStateSnapshot Snapshot() => new(
        HarStateSnapshot.CurrentVersion, _fit.Variant.Id, [.. _fit.Terms], _fit.Target, [.. _fit.Coefficients], _fit.Smearing, _fit.Lowest, _fit.Highest, _fit.QuarticityLevel, _fit.Rows, [.. _memory]);

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
    /// <exception cref="ArgumentOutOfRangeException">One is not, or absurdly large; the state is as before.</exception>
    public void Append(ReadOnlySpan<double> observation)
    {
        Guard.Positive(observation[0]);
        foreach (var v in observation) Guard.InRange(v, -StoredState.LargestMemory, StoredState.LargestMemory);
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

    private static int Longest(HarFit fit) => fit.Terms.Max(t => t.Form == HarTermForm.Exponential ? 1 : t.Lag);

    private static bool IsExogenous(HarTerm term) => term.Column >= (int)HarMeasure.Exogenous;

    // From the newest to the oldest, as the design sums.
    private double Mean(int column, int lag)
    {
        var sum = _memory[((_longest - 1) * _measures) + column];
        for (var k = 2; k <= lag; k++) sum += _memory[((_longest - k) * _measures) + column];
        return sum / lag;
    }
}
