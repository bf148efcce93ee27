using System.Numerics.Tensors;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The log-likelihood of a <see cref="ReturnModel"/> on one series, with its gradient by one pass forwards and one backwards.
/// <code>ln L(θ) = Σ ln f(e_t | h_t);   ∂ ln L/∂θ = direct share + through h_t (reverse mode) + through the presample level</code>
/// <para>An instance is a workspace for one series: every call overwrites the buffers. It is not for several threads.</para>
/// </summary>
public sealed class ReturnLikelihood
{
    // That of a shape which the series says next to nothing of.
    private const double LeastCurvature = 1e-6;

    private readonly ReturnModel _model;
    private readonly double[] _series;
    private readonly PresampleLevel _level;
    private readonly double[] _residuals;
    private readonly double[] _variances;
    private readonly double[] _byVariance;
    private readonly double[] _byResidual;

    /// <summary>The likelihood on <paramref name="series"/>; residuals at <paramref name="startingMean"/> set arch's presample level, and every pass looks at <paramref name="stop"/> first.</summary>
    public ReturnLikelihood(ReturnModel model, double[] series, ReadOnlySpan<double> startingMean, CancellationToken stop = default)
    {
        (_model, _series, Stop) = (model, series, stop);
        Steps = series.Length - model.Mean.Skipped;
        (_residuals, _variances, _byVariance, _byResidual) = (new double[Steps], new double[Steps], new double[Steps], new double[Steps]);
        model.Mean.Residuals(series, startingMean, _residuals);
        _level = new(model.Presample, model.Variance.PresamplePower, _residuals);
    }

    /// <summary>The series.</summary>
    public ReadOnlySpan<double> Series => _series;

    /// <summary>Number of residuals.</summary>
    public int Steps { get; }

    /// <summary>What every pass looks at first.</summary>
    public CancellationToken Stop { get; }

    /// <summary>The presample level as a function of the residuals.</summary>
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
        var power = _model.Variance.EstimatedPower(parameters[_model.VariancePart]);
        if (power is { } delta) gradient[_model.VariancePart][^1] += byLevel * _level.PowerSlope(_residuals, delta);
        if (!withMean) return value;
        _level.Adjoint(_residuals, byLevel, _byResidual, power);
        _model.Mean.Adjoint(_series, _byResidual, gradient[_model.MeanPart]);
        return value;
    }

    /// <summary>
    /// The Gaussian information of one observation, by differences of the variances, and the shape's curvature, as a guess of the Hessian of minus the mean log-likelihood. Where a parameter is not identified it is not positive definite.
    /// <code>(1/T) Σ ½ (∂h/h)(∂h/h)ᵀ + ∂e ∂eᵀ/h</code>
    /// <para>Reference: Engle (1982), Econometrica 50, eq. 28 to 30, for scoring.</para>
    /// </summary>
    public double[,] Information(ReadOnlySpan<double> parameters)
    {
        var n = parameters.Length - _model.Errors.Names.Count;
        var matrix = new double[parameters.Length, parameters.Length];
        Span<double> at = stackalloc double[parameters.Length];
        Filter(parameters);
        var (byLog, byMean) = (new double[n][], new double[n][]);
        double[] inverse = new double[Steps], residuals = [.. _residuals];
        for (var t = 0; t < inverse.Length; t++) inverse[t] = 1 / _variances[t];
        for (var k = 0; k < n; k++)
        {
            parameters.CopyTo(at);
            var step = 1e-6 * Math.Max(Math.Abs(at[k]), 1e-3);
            at[k] += step;
            Filter(at);
            var (log, factor) = (byLog[k] = new double[Steps], 1 / step);
            for (var t = 0; t < log.Length; t++) log[t] = ((_variances[t] * inverse[t]) - 1) * factor;
            if (k >= _model.Mean.Names.Count) continue;
            var mean = byMean[k] = new double[Steps];
            for (var t = 0; t < mean.Length; t++) mean[t] = (_residuals[t] - residuals[t]) * factor;
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = 0.5 * DotProduct.Of(byLog[i], byLog[j]);
                if (byMean[i] is { } a && byMean[j] is { } b)
                {
                    for (var t = 0; t < Steps; t++) sum += a[t] * b[t] * inverse[t];
                }
                matrix[i, j] = matrix[j, i] = sum / Steps;
            }
        }
        // The shape's own curvature, by a difference of the gradient.
        Filter(parameters);
        Span<double> here = stackalloc double[parameters.Length - n], there = stackalloc double[parameters.Length - n];
        here.Clear();
        if (here.Length > 0) _model.Errors.LogLikelihood(_residuals, _variances, parameters[n..], _byVariance, _byResidual, here);
        for (var k = n; k < parameters.Length; k++)
        {
            parameters.CopyTo(at);
            var step = 1e-4 * Math.Max(Math.Abs(at[k]), 1e-2);
            at[k] += step;
            there.Clear();
            _model.Errors.LogLikelihood(_residuals, _variances, at[n..], _byVariance, _byResidual, there);
            var curvature = (here[k - n] - there[k - n]) / (step * Steps);
            matrix[k, k] = Math.Max(Math.Abs(curvature), LeastCurvature);
        }
        return matrix;
    }

    /// <summary>
    /// The score of each step, ∂ ln f_t/∂θ_k as columns k. Derivatives of the density in e and h are analytic, those of h and the shape are <see cref="CentralDifference.Sixth"/> with <paramref name="steps"/>;
    /// null where one leaves the domain.
    /// <code>s_tk = ∂ ln f/∂h_t ∂h_t/∂θ_k + ∂ ln f/∂e_t ∂e_t/∂θ_k   or, of the shape,   ∂ ln f(e_t | h_t)/∂θ_k</code>
    /// </summary>
    public double[][]? Scores(ReadOnlySpan<double> parameters, ReadOnlySpan<double> steps)
    {
        var scores = new double[parameters.Length][];
        Span<double> at = stackalloc double[parameters.Length];
        parameters.CopyTo(at);
        Filter(parameters);
        var (withShape, moved) = (parameters.Length - _model.Errors.Names.Count, new double[Steps]);
        for (var k = withShape; k < scores.Length; k++)
        {
            scores[k] = new double[Steps];
            foreach (var (multiple, weight) in CentralDifference.Sixth)
            {
                at[k] = parameters[k] + (multiple * steps[k]);
                _model.Errors.LogDensities(_residuals, _variances, at[_model.ShapePart], moved);
                TensorPrimitives.MultiplyAdd(moved, weight / steps[k], scores[k], scores[k]);
            }
            at[k] = parameters[k];
        }
        Span<double> unread = stackalloc double[_model.Errors.Names.Count];
        _model.Errors.LogLikelihood(_residuals, _variances, parameters[_model.ShapePart], _byVariance, _byResidual, unread);
        for (var k = 0; k < withShape; k++)
        {
            scores[k] = new double[Steps];
            var isOfMean = k < _model.Mean.Names.Count;
            if (isOfMean) Array.Clear(moved);
            foreach (var (multiple, weight) in CentralDifference.Sixth)
            {
                at[k] = parameters[k] + (multiple * steps[k]);
                Filter(at);
                TensorPrimitives.MultiplyAdd(_variances, weight / steps[k], scores[k], scores[k]);
                if (isOfMean) TensorPrimitives.MultiplyAdd(_residuals, weight / steps[k], moved, moved);
            }
            at[k] = parameters[k];
            TensorPrimitives.Multiply(scores[k], _byVariance, scores[k]);
            if (isOfMean) TensorPrimitives.MultiplyAdd(moved, _byResidual, scores[k], scores[k]);
        }
        return Array.TrueForAll(scores, column => double.IsFinite(column.Sum())) ? scores : null;
    }

    /// <summary>Writes ln f of each step.</summary>
    public void LogDensities(ReadOnlySpan<double> parameters, Span<double> densities)
    {
        Filter(parameters);
        _model.Errors.LogDensities(_residuals, _variances, parameters[_model.ShapePart], densities);
    }

    private PresampleStart Filter(ReadOnlySpan<double> parameters)
    {
        Stop.ThrowIfCancellationRequested();
        _model.Mean.Residuals(_series, parameters[_model.MeanPart], _residuals);
        var start = _level.Start(_residuals, _model.Variance.EstimatedPower(parameters[_model.VariancePart]));
        _model.Variance.Variances(parameters[_model.VariancePart], _residuals, start, _variances);
        return start;
    }
}
