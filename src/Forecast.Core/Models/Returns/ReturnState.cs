using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A return model with known parameters after its last observation: what the coming step is expected to be, and nothing that has to be read again.
/// <code>r_t = m_t + e_t,   e_t = √h_t z_t,   m by the mean equation, h by the variance equation, z by the error distribution</code>
/// <para>Appending costs O(1), without allocation (O(lags) where the variance is a sum over lags), and leaves the same bits as filtering the whole series anew. Stored and restored it goes on
/// with the same bits. As JSON a <see cref="Snapshot"/> is under 2 KB with up to 75 numbers in parameters, memory and past, whatever their digits. With a constant mean that is garch, gjr, tarch and
/// egarch of p + o + q ≤ 34, aparch of p, o, q ≤ 9, garch-x of 15 regressors and harch of 5 lags up to 64; the others have no orders, but for figarch, whose memory is 1000 lags
/// and some 40 KB. Units: those of the series. An instance is for one thread at a time.</para>
/// </summary>
public sealed class ReturnState
{
    /// <summary>Farthest that a value may lie from its mean: beyond, the square of a residual, and sums of such squares, come near what a number holds.</summary>
    public const double LargestResidual = 1e100;

    // |e|^δ leaves room for its sum with others, and for the factor (1 + |γ|)^δ.
    private const double LargestPower = 1e298;

    private readonly ReturnStateSnapshot _origin;
    private readonly ReturnProcess _process;
    private readonly double _farthest;

    // What is remembered, and what was before the step that is being taken.
    private readonly double[] _memory, _past, _memoryBefore, _pastBefore;

    private ReturnState(ReturnStateSnapshot origin, ReturnProcess process)
    {
        (_origin, _process) = (origin, process);
        (_memory, _past, _memoryBefore, _pastBefore) = ([.. origin.Memory], [.. origin.Past], new double[origin.Memory.Length], new double[origin.Past.Length]);
        _farthest = process.Variance.EstimatedPower(process.VarianceParameters) is { } power ? Math.Min(LargestResidual, Math.Pow(LargestPower, 1 / power)) : LargestResidual;
    }

    /// <summary>The conditional variance of the coming step.</summary>
    public double NextVariance { get; private set; }

    /// <summary>The expected value of the coming step.</summary>
    public double NextMean { get; private set; }

    /// <summary>
    /// The state before the first residual.
    /// <para><paramref name="parameters"/>: of mean, variance and shape, in this order; <paramref name="first"/>: the values before the first residual, as many as the mean reads.</para>
    /// </summary>
    /// <exception cref="ArgumentException">An id is unknown, a length is wrong, or a parameter is beyond its constraints.</exception>
    public static ReturnState Open(string equation, IReadOnlyList<int> orders, MeanEquation mean, string errors, ReadOnlySpan<double> parameters, PresampleStart start, ReadOnlySpan<double> first = default)
    {
        var variance = ReturnModelCatalog.Equation(equation, orders);
        var skip = mean.Names.Count;
        Guard.AtLeast(parameters.Length, skip + variance.Names.Count);
        var memory = new double[variance.MemoryLength];
        variance.Open(parameters.Slice(skip, variance.Names.Count), start, memory);
        return Restore(new(ReturnStateSnapshot.CurrentVersion, equation, [.. orders], MeanId(mean.Kind), [.. mean.Lags], errors, parameters.ToArray(), memory, first.ToArray()));
    }

    /// <summary>The state after the last value of <paramref name="series"/>, on which <paramref name="fit"/> was estimated; its regressors are those that it was estimated with.</summary>
    /// <exception cref="ArgumentException">There is no estimate, or the series is not as long as the one that was estimated on.</exception>
    public static ReturnState After(ReturnFit fit, ReadOnlySpan<double> series)
    {
        if (!fit.IsEstimate) throw new ArgumentException($"there is no state without an estimate: {fit.Reason}", nameof(fit));
        var (mean, variance) = (fit.Model.Mean, fit.Model.Variance);
        Guard.SameLength(series.Length, fit.Residuals.Length + mean.Skipped, nameof(series));
        return Restore(new(
            ReturnStateSnapshot.CurrentVersion, variance.Id, [.. variance.Orders], MeanId(mean.Kind), [.. mean.Lags], fit.Model.Errors.Id, [.. fit.Values], fit.Memory(), series[^mean.Skipped..].ToArray()));
    }

    /// <summary>The state that <paramref name="snapshot"/> was taken of.</summary>
    /// <exception cref="ArgumentException">
    /// A part is missing, a version or an id is unknown, a length is wrong, a number is not finite or absurdly large, parameters are beyond the equation's constraints or the shape's bounds (but for
    /// rounding), or there is no variance that is a number.
    /// </exception>
    public static ReturnState Restore(ReturnStateSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var id = StoredState.Present("a return model", snapshot.Equation, nameof(snapshot.Equation));
        StoredState.Version(id, snapshot.Version, ReturnStateSnapshot.CurrentVersion);
        var parameters = StoredState.Present(id, snapshot.Parameters, nameof(snapshot.Parameters));
        var memory = StoredState.Present(id, snapshot.Memory, nameof(snapshot.Memory));
        var past = StoredState.Present(id, snapshot.Past, nameof(snapshot.Past));
        var process = new ReturnProcess(
            MeanEquation.Of(MeanKind(StoredState.Present(id, snapshot.Mean, nameof(snapshot.Mean))), StoredState.Present(id, snapshot.MeanLags, nameof(snapshot.MeanLags))),
            ReturnModelCatalog.Equation(id, StoredState.Present(id, snapshot.Orders, nameof(snapshot.Orders))),
            ErrorDistributionCatalog.Get(StoredState.Present(id, snapshot.Errors, nameof(snapshot.Errors))),
            [.. parameters]);
        Guard.SameLength(memory.Length, process.Variance.MemoryLength, nameof(snapshot.Memory));
        Guard.SameLength(past.Length, process.Mean.Skipped, nameof(snapshot.Past));
        StoredState.Numbers(id, nameof(snapshot.Parameters), parameters, StoredState.LargestValue);
        StoredState.Numbers(id, nameof(snapshot.Memory), memory, StoredState.LargestMemory);
        StoredState.Numbers(id, nameof(snapshot.Past), past, StoredState.LargestValue);
        for (var i = 0; i < process.Shape.Length; i++)
            StoredState.Bounded(id, $"{process.Errors.Names[i]} among its {nameof(snapshot.Parameters)}", process.Shape[i], process.Errors.Bounds[i].Least, process.Errors.Bounds[i].Largest);
        StoredState.Constraints(id, process.Variance, process.VarianceParameters);
        var state = new ReturnState(Copy(snapshot), process);
        if (!state.LookAhead(out var variance)) StoredState.Refuse(id, $"its {nameof(snapshot.Memory)} leaves a variance of {variance}");
        return state;
    }

    /// <summary>What is to be stored of this state.</summary>
    public ReturnStateSnapshot Snapshot() => _origin with { Orders = [.. _origin.Orders], MeanLags = [.. _origin.MeanLags], Parameters = [.. _origin.Parameters], Memory = [.. _memory], Past = [.. _past] };

    /// <summary>Takes the coming step's value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or absurdly far from its mean; the state is as before.</exception>
    /// <exception cref="InvalidOperationException">There is no variance that a number can hold after it, as where an exponential recursion runs away; the state is as before.</exception>
    public void Append(double value) => Append(value, []);

    /// <summary>Takes the coming step's value, and the regressors known at its end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, or absurdly far from its mean, or a regressor is absurdly large; the state is as before.</exception>
    /// <exception cref="ArgumentException">There are some regressors, but not as many as the equation has; the state is as before.</exception>
    /// <exception cref="InvalidOperationException">There is no variance that a number can hold after it; the state is as before.</exception>
    public void Append(double value, ReadOnlySpan<double> regressors)
    {
        var residual = Guard.InRange(Guard.InRange(value, -StoredState.LargestValue, StoredState.LargestValue) - NextMean, -_farthest, _farthest, nameof(value));
        foreach (var x in regressors)
        {
            if (double.IsFinite(x)) Guard.InRange(x, -StoredState.LargestValue, StoredState.LargestValue, "a regressor");
        }
        Keep();
        _process.Variance.Push(_process.VarianceParameters, _memory, residual, regressors);
        Remember(value);
    }

    /// <summary>The coming step passes without an observation: its squared residual is expected to be its variance, and its value its mean.</summary>
    /// <exception cref="InvalidOperationException">There is no variance that a number can hold after it; the state is as before.</exception>
    public void Skip()
    {
        Keep();
        _process.Variance.Skip(_process.VarianceParameters, _memory, _process.Moments);
        Remember(NextMean);
    }

    /// <summary>The coming steps, see <see cref="ReturnForecast"/>; horizons in steps, increasing from at least 1.</summary>
    /// <exception cref="ArgumentException">Horizons or options are not as they have to be, or the model has no closed form and one was asked for.</exception>
    /// <exception cref="InvalidOperationException">The expected variance is beyond what a number can hold.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public ReturnForecast Forecast(IReadOnlyList<int> horizons, ReturnForecastOptions? options = null, CancellationToken stop = default) =>
        new ReturnForecaster(_process, _memory, _past, options ?? new ReturnForecastOptions()).Forecast(horizons, stop);

    /// <summary>
    /// A path of the model, <paramref name="length"/> values long, from where its expected variance settles; from the present variance where it does not (an integrated model). The first
    /// <see cref="ReturnProcess.BurnIn"/> steps are dropped. Regressors, where the equation has any, keep the values given; without, they take what the equation expects of them.
    /// </summary>
    public double[] Simulate(int length, ulong seed, ReadOnlySpan<double> regressors = default) => _process.Simulate(length, seed, NextVariance, regressors);

    internal static string MeanId(ConditionalMean kind) => kind switch
    {
        ConditionalMean.Zero => "zero",
        ConditionalMean.Constant => "constant",
        _ => "ar",
    };

    private static ConditionalMean MeanKind(string id) => id switch
    {
        "zero" => ConditionalMean.Zero,
        "constant" => ConditionalMean.Constant,
        "ar" => ConditionalMean.Ar,
        _ => throw new ArgumentException($"there is no mean equation '{id}'; there are zero, constant, ar"),
    };

    private static ReturnStateSnapshot Copy(ReturnStateSnapshot s) => s with { Orders = [.. s.Orders], MeanLags = [.. s.MeanLags], Parameters = [.. s.Parameters] };

    private void Keep()
    {
        _memory.AsSpan().CopyTo(_memoryBefore);
        _past.AsSpan().CopyTo(_pastBefore);
    }

    private void Remember(double value)
    {
        ReturnProcess.Remember(_past, value);
        if (LookAhead(out var variance)) return;
        _memoryBefore.CopyTo(_memory, 0);
        _pastBefore.CopyTo(_past, 0);
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{_origin.Equation} has no variance after this observation: {variance}"));
    }

    private bool LookAhead(out double variance)
    {
        variance = _process.Variance.Next(_process.VarianceParameters, _memory);
        var mean = _process.Mean.Mean(_past, _process.MeanParameters);
        if (!(variance > 0 && variance <= StoredState.LargestMemory && Math.Abs(mean) <= StoredState.LargestValue)) return false;
        (NextVariance, NextMean) = (variance, mean);
        return true;
    }
}
