using BenchmarkDotNet.Attributes;
using Forecast.Core.Models;

namespace Forecast.Benchmarks;

/// <summary>One cold GARCH(1,1) fit with standard errors, and its likelihood passes. Side by side with a peer: <see cref="GarchRace"/>.</summary>
[MemoryDiagnoser]
public class GarchFitBenchmark
{
    private double[] _returns = [];
    private Presample _presample;

    [Params(2500, 10000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _returns = GarchSample.Make(Length, 1);
        _presample = Presample.Of(_returns, PresampleVariance.Arch, ConditionalMean.Constant);
    }

    [Benchmark]
    public double Fit() => GarchEstimator.Fit(_returns).Estimate!.LogLikelihood;

    [Benchmark]
    public double LogLikelihood() => GarchRecursion.LogLikelihood(_returns, GarchSample.Parameters, _presample);

    [Benchmark]
    public double LogLikelihoodAndGradient()
    {
        Span<double> gradient = stackalloc double[4];
        return GarchRecursion.LogLikelihood(_returns, GarchSample.Parameters, _presample, gradient) + gradient[0];
    }
}
