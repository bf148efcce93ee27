using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Margin;

/// <summary>
/// Degrees of freedom ν of a Student's t of unit variance under which the standardised returns so far are most likely, of a few values.
/// <para>Domain: returns that are not all missing. Reference: Bollerslev (1987), Review of Economics and Statistics 69, for the distribution.</para>
/// </summary>
internal sealed class StudentFit
{
    private static readonly double[] Freedoms = [3, 4, 5, 6, 8, 10, 15, 30];
    private static readonly ConcurrentDictionary<(double Freedom, double Confidence), double> Quantiles = new();
    private readonly double[] _logLikelihood = new double[Freedoms.Length];

    /// <summary>ν.</summary>
    public double Freedom => Freedoms[Array.IndexOf(_logLikelihood, _logLikelihood.Max())];

    /// <summary>Takes note of a return over its forecast deviation.</summary>
    public void Add(double standardised)
    {
        for (var i = 0; i < Freedoms.Length; i++)
        {
            var scale = Math.Sqrt((Freedoms[i] - 2) / Freedoms[i]);
            _logLikelihood[i] += StudentT.PDFLn(0, scale, Freedoms[i], standardised);
        }
    }

    /// <summary>The c-quantile at unit variance.</summary>
    public static double Quantile(double freedom, double confidence) => Quantiles.GetOrAdd((freedom, confidence), static k => Math.Sqrt((k.Freedom - 2) / k.Freedom) * StudentT.InvCDF(0, 1, k.Freedom, k.Confidence));
}
