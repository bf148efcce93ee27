using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A distribution of standardised errors z = e/√h: mean 0, variance 1, its shape given by few parameters.
/// <para>Shapes: shape parameters of the length of <see cref="Names"/>; residuals, variances and derivatives all of one length T. Derivatives are analytic.</para>
/// </summary>
public interface IErrorDistribution
{
    /// <summary>Id on the command line: normal, t, skewt, ged.</summary>
    string Id { get; }

    /// <summary>Shape parameters by name, as the package arch prints them: nu; eta, lambda.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Least and largest admissible value of each shape parameter.</summary>
    IReadOnlyList<(double Least, double Largest)> Bounds { get; }

    /// <summary>Where a search starts.</summary>
    IReadOnlyList<double> Start { get; }

    /// <summary>Σ ln f(e_t | h_t), constants included.</summary>
    double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape);

    /// <summary>
    /// The same with its derivatives: ∂/∂h_t and ∂/∂e_t are written into <paramref name="byVariance"/> and <paramref name="byResidual"/>, those in the shape are added to <paramref name="byShape"/>.
    /// </summary>
    double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> byVariance, Span<double> byResidual, Span<double> byShape);

    /// <summary>Writes ln f(e_t | h_t) of each step.</summary>
    void LogDensities(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> densities);

    /// <summary>P(z ≤ <paramref name="z"/>).</summary>
    double Probability(double z, ReadOnlySpan<double> shape);

    /// <summary>The z with P(Z ≤ z) = <paramref name="probability"/>, in (0, 1).</summary>
    double Quantile(double probability, ReadOnlySpan<double> shape);

    /// <summary>E |z|^order over z &lt; 0 (<paramref name="below"/>) or z &gt; 0.</summary>
    double PartialMoment(double order, bool below, ReadOnlySpan<double> shape);

    /// <summary>One draw of z.</summary>
    double Draw(Xoshiro256 random, ReadOnlySpan<double> shape);
}
