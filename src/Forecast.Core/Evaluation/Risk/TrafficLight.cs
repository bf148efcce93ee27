using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Bounds of the Basel traffic light: how many exceedances a right model may have.
/// <code>largest green = max{k : P(X ≤ k) &lt; 0.95},   largest yellow = max{k : P(X ≤ k) &lt; 0.9999},   0 where there is no such k</code>
/// <para>X counts exceedances of probability p in n rows: binomial where rows are independent. Where each row's loss spans w steps and rows follow step by step, the windows
/// overlap, exceedances come in runs and X spreads out more, so its distribution is simulated: sums of w independent normal steps, over one or several equally correlated series
/// whose exceedances are added up. Binomial bounds would reject good models there.</para>
/// <para>Monte Carlo error: with B draws the estimate of P(X ≤ k) near 0.9999 is off by about 0.01/√B, which may move the largest yellow by one; the largest green is firm. <see cref="OverlappingExceedances"/> gives
/// the bounds that the error leaves open, and those of many n at once.</para>
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
    public static TrafficLight Overlapping(int count, int window, double probability, int series = 1, double correlation = 0, int draws = 100_000, ulong seed = 1) =>
        OverlappingExceedances.Simulate([count], window, probability, series, correlation, draws, seed).Bounds(count);

    /// <summary>Bounds from P(X ≤ k) for k up to <paramref name="most"/>; <paramref name="error"/> gives by how much it is taken to be too low at a confidence.</summary>
    internal static TrafficLight Of(int most, Func<int, double> cumulative, Func<double, double>? error = null)
    {
        int Largest(double confidence)
        {
            var k = 0;
            while (k < most && cumulative(k + 1) + (error?.Invoke(confidence) ?? 0) < confidence) k++;
            return k;
        }
        return new TrafficLight(Largest(GreenConfidence), Largest(YellowConfidence));
    }
}
