namespace Forecast.Core.Models;

/// <summary>
/// A model of a return series: any mean, variance equation and error distribution together.
/// <code>r_t = m_t + e_t,   e_t = √h_t z_t,   z_t independent with mean 0 and variance 1</code>
/// </summary>
/// <param name="Mean">The mean equation.</param>
/// <param name="Variance">The equation of the conditional variance.</param>
/// <param name="Errors">The distribution of the standardised errors.</param>
/// <param name="Presample">What the variance recursion starts from.</param>
public sealed record ReturnModel(MeanEquation Mean, IVarianceEquation Variance, IErrorDistribution Errors, PresampleVariance Presample)
{
    /// <summary>Whether the likelihood has kinks in the mean: residuals enter the variance by |e|.</summary>
    public bool HasKinks => Mean.Kind != ConditionalMean.Zero && Variance.HasKinks;

    /// <summary>Number of parameters.</summary>
    public int Count => Mean.Names.Count + Variance.Names.Count + Errors.Names.Count;

    /// <summary>Parameters by name: those of the mean, of the variance, of the shape.</summary>
    public IReadOnlyList<string> Names => [.. Mean.Names, .. Variance.Names, .. Errors.Names];

    /// <summary>Where the parameters of the mean lie among all.</summary>
    public Range MeanPart => ..Mean.Names.Count;

    /// <summary>Where those of the variance lie.</summary>
    public Range VariancePart => Mean.Names.Count..(Mean.Names.Count + Variance.Names.Count);

    /// <summary>Where those of the shape lie.</summary>
    public Range ShapePart => (Mean.Names.Count + Variance.Names.Count)..;

    /// <summary>Turns the parameters for a series y into those for <paramref name="factor"/> × y.</summary>
    public void Rescale(Span<double> parameters, double factor)
    {
        Mean.Rescale(parameters[MeanPart], factor);
        Variance.Rescale(parameters[VariancePart], factor);
    }
}
