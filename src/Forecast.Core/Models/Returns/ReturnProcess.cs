using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>The fixed parts of a return model, parameters included, and the paths that it makes.</summary>
internal sealed class ReturnProcess
{
    /// <summary>Steps dropped at the start of a simulated path.</summary>
    public const int BurnIn = 500;

    private const int LongestSettling = 5000;
    private const double Settled = 1e-6;

    // A variance beyond this has left every meaning, and its square would not be a number.
    private const double LargestVariance = 1e150;

    private readonly double[] _mean, _variance, _shape;

    public ReturnProcess(MeanEquation mean, IVarianceEquation variance, IErrorDistribution errors, double[] parameters)
    {
        (Mean, Variance, Errors) = (mean, variance, errors);
        var (m, v) = (mean.Names.Count, variance.Names.Count);
        Guard.SameLength(parameters.Length, m + v + errors.Names.Count, nameof(parameters));
        (_mean, _variance, _shape) = (parameters[..m], parameters[m..(m + v)], parameters[(m + v)..]);
        Moments = new ErrorMoments(errors, _shape);
    }

    public MeanEquation Mean { get; }

    public IVarianceEquation Variance { get; }

    public IErrorDistribution Errors { get; }

    public ErrorMoments Moments { get; }

    public ReadOnlySpan<double> MeanParameters => _mean;

    public ReadOnlySpan<double> VarianceParameters => _variance;

    public ReadOnlySpan<double> Shape => _shape;

    /// <summary>Shifts <paramref name="value"/> into the last values, oldest first.</summary>
    public static void Remember(Span<double> past, double value)
    {
        if (past.IsEmpty) return;
        past[1..].CopyTo(past);
        past[^1] = value;
    }

    /// <summary>Takes the coming step with the standardised error <paramref name="z"/>; returns its variance, residual and value.</summary>
    public (double Variance, double Residual, double Value) Step(Span<double> memory, Span<double> past, double z, ReadOnlySpan<double> regressors)
    {
        var h = Variance.Next(_variance, memory);
        if (!(h < LargestVariance)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"a simulated variance grew to {h}; the model has no moments there"));
        var e = Math.Sqrt(h) * z;
        var value = Mean.Mean(past, _mean) + e;
        Variance.Push(_variance, memory, e, regressors);
        Remember(past, value);
        return (h, e, value);
    }

    /// <summary>See <see cref="ReturnState.Simulate"/>; <paramref name="present"/> is the variance to start from where none settles.</summary>
    public double[] Simulate(int length, ulong seed, double present, ReadOnlySpan<double> regressors)
    {
        var random = Xoshiro256.Stream(seed, "returns");
        var (memory, past, path) = (LongRun(present), new double[Mean.Skipped], new double[Guard.AtLeast(length, 1)]);
        for (var t = -BurnIn; t < length; t++)
        {
            var (_, _, value) = Step(memory, past, Errors.Draw(random, _shape), regressors);
            if (t >= 0) path[t] = value;
        }
        return path;
    }

    /// <summary>The memory after so many expected steps that the variance has settled; after none from <paramref name="present"/>, where it does not.</summary>
    private double[] LongRun(double present)
    {
        var (memory, power) = (new double[Variance.MemoryLength], Variance.PresamplePower);
        var start = new PresampleStart(Moments.Absolute(power) * Math.Pow(present, power / 2), false);
        Variance.Open(_variance, start, memory);
        var h = Variance.Next(_variance, memory);
        for (var t = 0; t < LongestSettling; t++)
        {
            Variance.Skip(_variance, memory, Moments);
            var next = Variance.Next(_variance, memory);
            if (!(next > 0 && next < LargestVariance)) break;
            if (Math.Abs(next - h) <= Settled * h) return memory;
            h = next;
        }
        Variance.Open(_variance, start, memory);
        return memory;
    }
}
