namespace Forecast.Core.Models;

/// <summary>
/// The log-likelihood of a <see cref="ReturnModel"/> on one series, with its gradient by one pass forwards and one backwards.
/// <code>ln L(θ) = Σ ln f(e_t | h_t);   ∂ ln L/∂θ = direct share + through h_t (reverse mode) + through the presample level</code>
/// <para>An instance is a workspace for one series: every call overwrites the buffers. It is not for several threads.</para>
/// </summary>
internal sealed class ReturnLikelihood
{
    private readonly ReturnModel _model;
    private readonly double[] _series;
    private readonly PresampleLevel _level;
    private readonly double[] _residuals;
    private readonly double[] _variances;
    private readonly double[] _byVariance;
    private readonly double[] _byResidual;

    public ReturnLikelihood(ReturnModel model, double[] series, ReadOnlySpan<double> startingMean)
    {
        (_model, _series) = (model, series);
        Steps = series.Length - model.Mean.Skipped;
        (_residuals, _variances, _byVariance, _byResidual) = (new double[Steps], new double[Steps], new double[Steps], new double[Steps]);
        model.Mean.Residuals(series, startingMean, _residuals);
        _level = new(model.Presample, model.Variance.PresamplePower, _residuals);
    }

    /// <summary>Number of residuals.</summary>
    public int Steps { get; }

    public PresampleLevel Level => _level;

    /// <summary>The log-likelihood.</summary>
    public double Value(ReadOnlySpan<double> parameters)
    {
        Filter(parameters);
        return _model.Errors.LogLikelihood(_residuals, _variances, parameters[_model.ShapePart]);
    }

    /// <summary>The log-likelihood of the mean and the variance equation under another distribution without shape.</summary>
    public double Value(ReadOnlySpan<double> parameters, IErrorDistribution errors)
    {
        Filter(parameters);
        return errors.LogLikelihood(_residuals, _variances, []);
    }

    /// <summary>The log-likelihood, with its gradient written into <paramref name="gradient"/>.</summary>
    public double Value(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var start = Filter(parameters);
        gradient.Clear();
        var value = _model.Errors.LogLikelihood(_residuals, _variances, parameters[_model.ShapePart], _byVariance, _byResidual, gradient[_model.ShapePart]);
        var withMean = _model.Mean.Kind != ConditionalMean.Zero;
        var byLevel = _model.Variance.Adjoint(
            parameters[_model.VariancePart], _residuals, start, _variances, _byVariance, gradient[_model.VariancePart], withMean ? _byResidual : default);
        if (!withMean) return value;
        _level.Adjoint(_residuals, byLevel, _byResidual);
        _model.Mean.Adjoint(_series, _byResidual, gradient[_model.MeanPart]);
        return value;
    }

    /// <summary>Writes ln f of each step.</summary>
    public void LogDensities(ReadOnlySpan<double> parameters, Span<double> densities)
    {
        Filter(parameters);
        _model.Errors.LogDensities(_residuals, _variances, parameters[_model.ShapePart], densities);
    }

    private PresampleStart Filter(ReadOnlySpan<double> parameters)
    {
        _model.Mean.Residuals(_series, parameters[_model.MeanPart], _residuals);
        var start = _level.Start(_residuals);
        _model.Variance.Variances(parameters[_model.VariancePart], _residuals, start, _variances);
        return start;
    }
}
