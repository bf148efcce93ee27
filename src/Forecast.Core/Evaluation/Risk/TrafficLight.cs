using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Bounds of the Basel traffic light: how many exceedances a right model may have.
/// <code>largest green = max{k : P(X ≤ k) &lt; 0.95},   largest yellow = max{k : P(X ≤ k) &lt; 0.9999},   0 where there is no such k</code>
/// <para>X counts exceedances of probability p in n rows: binomial where rows are independent. Where each row's loss spans w steps and rows follow step by step, the windows
/// overlap, exceedances come in runs and X spreads out more, so its distribution is simulated: sums of w independent normal steps, over one or several equally correlated series
/// whose exceedances are added up. Binomial bounds would reject good models there.</para>
/// <para>Monte Carlo error: with B draws the estimate of P(X ≤ k) near 0.9999 is off by about 0.01/√B, which may move the largest yellow by one; the largest green is firm.</para>
/// <para>Reference: Basel Committee (1996), Supervisory framework for the use of backtesting, table 2.</para>
/// </summary>
/// <param name="LargestGreen">Most exceedances of the green zone.</param>
/// <param name="LargestYellow">Most exceedances of the yellow zone.</param>
public sealed record TrafficLight(int LargestGreen, int LargestYellow)
{
    private const double GreenConfidence = 0.95;
    private const double YellowConfidence = 0.9999;

    /// <summary>The zone of so many exceedances.</summary>
    public TrafficLightZone Zone(int exceedances) =>
        exceedances <= LargestGreen ? TrafficLightZone.Green : exceedances <= LargestYellow ? TrafficLightZone.Yellow : TrafficLightZone.Red;

    /// <summary>Bounds for independent rows.</summary>
    public static TrafficLight Independent(int count, double probability)
    {
        Guard.AtLeast(count, 1);
        Guard.InsideUnit(probability);
        return Of(count, k => Binomial.CDF(probability, count, k));
    }

    /// <summary>Bounds for rows that follow step by step and span <paramref name="window"/> steps each; several series have normal steps of equal correlation.</summary>
    public static TrafficLight Overlapping(int count, int window, double probability, int series = 1, double correlation = 0, int draws = 100_000, ulong seed = 1)
    {
        Guard.AtLeast(count, 1);
        Guard.AtLeast(window, 1);
        Guard.AtLeast(series, 1);
        Guard.AtLeast(draws, 1);
        Guard.InRange(correlation, 0, 1);
        var frequency = new int[(count * series) + 1];
        var limit = Normal.InvCDF(0, 1, Guard.InsideUnit(probability)) * Math.Sqrt(window);
        var (own, random) = (new Steps(count, window), Xoshiro256.Stream(seed, nameof(TrafficLight)));
        var common = new double[count];
        for (var b = 0; b < draws; b++)
        {
            if (correlation > 0) own.Sums(random, common);
            var exceedances = 0;
            for (var s = 0; s < series; s++) exceedances += own.Below(random, limit, common, correlation);
            frequency[exceedances]++;
        }
        var cumulative = new double[frequency.Length];
        var total = 0;
        for (var k = 0; k < frequency.Length; k++) cumulative[k] = (total += frequency[k]) / (double)draws;
        return Of(count * series, k => cumulative[k]);
    }

    private static TrafficLight Of(int most, Func<int, double> cumulative)
    {
        int Largest(double confidence)
        {
            var k = 0;
            while (k < most && cumulative(k + 1) < confidence) k++;
            return k;
        }
        return new TrafficLight(Largest(GreenConfidence), Largest(YellowConfidence));
    }

    /// <summary>Sums over windows of normal steps.</summary>
    private sealed class Steps(int count, int window)
    {
        private readonly double[] _prefix = new double[count + window];
        private readonly double[] _sums = new double[count];

        public void Sums(Xoshiro256 random, Span<double> sums)
        {
            for (var t = 1; t < _prefix.Length; t++) _prefix[t] = _prefix[t - 1] + random.NextNormal();
            for (var t = 0; t < sums.Length; t++) sums[t] = _prefix[t + window] - _prefix[t];
        }

        public int Below(Xoshiro256 random, double limit, double[] common, double correlation)
        {
            Sums(random, _sums);
            var (loading, rest, below) = (Math.Sqrt(correlation), Math.Sqrt(1 - correlation), 0);
            for (var t = 0; t < _sums.Length; t++)
            {
                if ((loading * common[t]) + (rest * _sums[t]) < limit) below++;
            }
            return below;
        }
    }
}
