using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>What is kept of the paths over one horizon: mean and spread of the variance, digests of return and realised variance. Reference for the running spread: Welford (1962), Technometrics 4.</summary>
internal sealed class HorizonSums(bool withQuantiles)
{
    private readonly TDigest? _returns = withQuantiles ? new TDigest() : null;
    private readonly TDigest? _variances = withQuantiles ? new TDigest() : null;
    private long _count;
    private double _spread;

    public double Mean { get; private set; }

    /// <summary>Standard error of the mean, over independent pairs.</summary>
    public double Error => Math.Sqrt(_spread / Math.Max(1, _count - 1) / Math.Max(1, _count));

    /// <summary>Takes the variance of a pair of paths.</summary>
    public void Add(double variance)
    {
        _count++;
        var off = variance - Mean;
        Mean += off / _count;
        _spread += off * (variance - Mean);
    }

    /// <summary>Takes one path's return and realised variance.</summary>
    public void Add(double sum, double realised)
    {
        _returns?.Add(sum);
        _variances?.Add(realised);
    }

    public double[] ReturnQuantiles(double[] probabilities) => [.. probabilities.Select(p => _returns!.Quantile(p))];

    public double[] VarianceQuantiles(double[] probabilities) => [.. probabilities.Select(p => _variances!.Quantile(p))];
}
