using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A return model with known parameters after its last observation: what the coming step is expected to be, and nothing that has to be read again.
/// <code>r_t = m_t + e_t,   e_t = √h_t z_t,   m by the mean equation, h by the variance equation, z by the error distribution</code>
/// <para>Appending costs O(1), without allocation (O(lags) where the variance is a sum over lags), and leaves the same bits as filtering the whole series anew. Stored and restored it goes on
/// with the same bits. Units: those of the series. An instance is for one thread at a time.</para>
/// </summary>
public sealed class ReturnState
{
    // Beyond this the square of a residual, and sums of such squares, come near what a double holds.
    private const double LargestResidual = 1e100;

    private readonly ReturnStateSnapshot _origin;
    private readonly double[] _memory;
    private readonly double[] _past;
    private readonly ReturnProcess _process;

    private ReturnState(ReturnStateSnapshot origin, ReturnProcess process)
    {
        (_origin, _process, _memory, _past) = (origin, process, origin.Memory, origin.Past);
        LookAhead();
    }

    /// <summary>The conditional variance of the coming step.</summary>
    public double NextVariance { get; private set; }

    /// <summary>The expected value of the coming step.</summary>
    public double NextMean { get; private set; }

    /// <summary>
    /// The state before the first residual.
    /// <para><paramref name="parameters"/>: of mean, variance and shape, in this order; <paramref name="first"/>: the values before the first residual, as many as the mean reads.</para>
    /// </summary>
    /// <exception cref="ArgumentException">An id is unknown, or a length is wrong.</exception>
    public static ReturnState Open(string equation, IReadOnlyList<int> orders, MeanEquation mean, string errors, ReadOnlySpan<double> parameters, PresampleStart start, ReadOnlySpan<double> first = default)
    {
        var variance = ReturnModelCatalog.Equation(equation, orders);
        var skip = mean.Names.Count;
        Guard.AtLeast(parameters.Length, skip + variance.Names.Count);
        var memory = new double[variance.MemoryLength];
        variance.Open(parameters.Slice(skip, variance.Names.Count), start, memory);
        return Restore(new(ReturnStateSnapshot.CurrentVersion, equation, [.. orders], MeanId(mean.Kind), [.. mean.Lags], errors, parameters.ToArray(), memory, first.ToArray()));
    }

    /// <summary>
    /// The state after the last value of <paramref name="series"/>, on which <paramref name="fit"/> was estimated; the equation by its id and orders, as <see cref="ReturnModelCatalog"/> has it,
    /// and the columns of its regressors, of the series' length.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such equation, or it is not the one that was estimated, or a length is wrong.</exception>
    public static ReturnState After(ReturnFit fit, string equation, IReadOnlyList<int> orders, ReadOnlySpan<double> series, params IReadOnlyList<double[]> columns)
    {
        var (model, named) = (fit.Model, ReturnModelCatalog.Equation(equation, orders));
        if (named.GetType() != model.Variance.GetType() || named.Names.Count != model.Variance.Names.Count || named.MemoryLength != model.Variance.MemoryLength)
            throw new ArgumentException($"{equation} with orders {string.Join(",", orders)} is not what was estimated, whose parameters are {string.Join(", ", model.Variance.Names)}");
        Guard.SameLength(series.Length, fit.Residuals.Length + model.Mean.Skipped, nameof(series));
        foreach (var column in columns) Guard.SameLength(column.Length, series.Length, nameof(columns));
        var (memory, row) = (new double[named.MemoryLength], new double[columns.Count]);
        model.Variance.Open(fit.Variance, fit.Start, memory);
        for (var t = 0; t < fit.Residuals.Length; t++)
        {
            for (var k = 0; k < row.Length; k++) row[k] = columns[k][t + model.Mean.Skipped];
            model.Variance.Push(fit.Variance, memory, fit.Residuals[t], row);
        }
        return Restore(new(ReturnStateSnapshot.CurrentVersion, equation, [.. orders], MeanId(model.Mean.Kind), [.. model.Mean.Lags], model.Errors.Id, [.. fit.Values], memory, series[^model.Mean.Skipped..].ToArray()));
    }

    /// <summary>The state that <paramref name="snapshot"/> was taken of.</summary>
    /// <exception cref="ArgumentException">A version or an id is unknown, a length is wrong, a number is not finite, or a shape is out of its bounds.</exception>
    public static ReturnState Restore(ReturnStateSnapshot snapshot)
    {
        if (snapshot.Version != ReturnStateSnapshot.CurrentVersion)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"a state of version {snapshot.Version} cannot be read; {ReturnStateSnapshot.CurrentVersion} can"));
        var process = new ReturnProcess(
            MeanEquation.Of(MeanKind(snapshot.Mean), snapshot.MeanLags), ReturnModelCatalog.Equation(snapshot.Equation, snapshot.Orders), ReturnModelCatalog.Errors(snapshot.Errors), [.. snapshot.Parameters]);
        Guard.SameLength(snapshot.Memory.Length, process.Variance.MemoryLength, nameof(snapshot.Memory));
        Guard.SameLength(snapshot.Past.Length, process.Mean.Skipped, nameof(snapshot.Past));
        foreach (var x in (double[])[.. snapshot.Parameters, .. snapshot.Memory, .. snapshot.Past]) Guard.Finite(x, "a number of the state");
        for (var i = 0; i < process.Shape.Length; i++) Guard.InRange(process.Shape[i], process.Errors.Bounds[i].Least, process.Errors.Bounds[i].Largest, process.Errors.Names[i]);
        return new(Copy(snapshot), process);
    }

    /// <summary>What is to be stored of this state.</summary>
    public ReturnStateSnapshot Snapshot() => Copy(_origin);

    /// <summary>Takes the coming step's value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or absurdly far from its mean; the state is as before.</exception>
    public void Append(double value) => Append(value, []);

    /// <summary>Takes the coming step's value, and the regressors known at its end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, or absurdly far from its mean; the state is as before.</exception>
    public void Append(double value, ReadOnlySpan<double> regressors)
    {
        var residual = Guard.InRange(value - NextMean, -LargestResidual, LargestResidual, nameof(value));
        _process.Variance.Push(_process.VarianceParameters, _memory, residual, regressors);
        Remember(value);
        LookAhead();
    }

    /// <summary>The coming step passes without an observation: its squared residual is expected to be its variance, and its value its mean.</summary>
    public void Skip()
    {
        _process.Variance.Skip(_process.VarianceParameters, _memory, _process.Moments);
        Remember(NextMean);
        LookAhead();
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

    private static ReturnStateSnapshot Copy(ReturnStateSnapshot s) =>
        s with { Orders = [.. s.Orders], MeanLags = [.. s.MeanLags], Parameters = [.. s.Parameters], Memory = [.. s.Memory], Past = [.. s.Past] };

    private void Remember(double value) => ReturnProcess.Remember(_past, value);

    private void LookAhead()
    {
        NextVariance = _process.Variance.Next(_process.VarianceParameters, _memory);
        if (!(NextVariance > 0 && double.IsFinite(NextVariance)))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{_origin.Equation} has no variance after this observation: {NextVariance}"));
        NextMean = _process.Mean.Mean(_past, _process.MeanParameters);
    }
}
