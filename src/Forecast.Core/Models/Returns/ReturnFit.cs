namespace Forecast.Core.Models;

/// <summary>
/// The outcome of <see cref="ReturnEstimator.Fit"/>: an estimate in the units of the series, or a stated refusal.
/// <para>A refusal has the status <see cref="FitStatus.Failed"/> and its reason, and nothing else.</para>
/// </summary>
public sealed class ReturnFit
{
    private readonly Lazy<ReturnErrors> _errors;

    internal ReturnFit(ReturnModel model, FitStatus status, string? reason, double[] values, Func<ReturnErrors> errors)
    {
        (Model, Status, Reason, Values) = (model, status, reason, values);
        _errors = new(errors);
    }

    public ReturnModel Model { get; }

    /// <summary>How the estimation ended.</summary>
    public FitStatus Status { get; }

    /// <summary>Why there is no estimate, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</summary>
    public string? Reason { get; }

    /// <summary>Whether there is an estimate.</summary>
    public bool IsEstimate => Status != FitStatus.Failed;

    /// <summary>The estimated parameters in the order of <see cref="ReturnModel.Names"/>.</summary>
    public double[] Values { get; }

    /// <summary>The same by name.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. Values.Length == 0 ? [] : Model.Names.Zip(Values, (name, value) => new Parameter(name, value))];

    /// <summary>Parameters of the mean equation.</summary>
    public ReadOnlySpan<double> Mean => Values.AsSpan(Model.MeanPart);

    /// <summary>Parameters of the variance equation.</summary>
    public ReadOnlySpan<double> Variance => Values.AsSpan(Model.VariancePart);

    /// <summary>Shape parameters of the error distribution.</summary>
    public ReadOnlySpan<double> Shape => Values.AsSpan(Model.ShapePart);

    /// <summary>Log-likelihood, constants included.</summary>
    public double LogLikelihood { get; init; }

    /// <summary>Number of residuals that entered the likelihood.</summary>
    public int Observations => Residuals.Length;

    /// <summary>Steps taken by all searches.</summary>
    public int Iterations { get; init; }

    /// <summary>What the variance recursion started from.</summary>
    public PresampleStart Start { get; init; }

    /// <summary>Residuals of the mean equation.</summary>
    public double[] Residuals { get; init; } = [];

    /// <summary>The conditional variance of each residual and, last, that of the step after them: one more than there are residuals.</summary>
    public double[] Variances { get; init; } = [];

    /// <summary>Standard errors, computed when first asked for.</summary>
    /// <exception cref="OperationCanceledException">The token of the fit was cancelled before they were.</exception>
    public ReturnErrors Errors => _errors.Value;

    /// <summary>The state of the variance equation before the first residual.</summary>
    public double[] Opening()
    {
        var memory = new double[Model.Variance.MemoryLength];
        Model.Variance.Open(Variance, Start, memory);
        return memory;
    }

    /// <summary>The state of the variance equation after the last residual.</summary>
    public double[] Memory()
    {
        var memory = Opening();
        var regressors = new double[Model.Variance.Regressors];
        for (var t = 0; t < Residuals.Length; t++)
        {
            Model.Variance.RegressorsAt(t, Residuals.Length, regressors);
            Model.Variance.Push(Variance, memory, Residuals[t], regressors);
        }
        return memory;
    }

    internal static ReturnFit Refused(ReturnModel model, string reason) => new(model, FitStatus.Failed, reason, [], () => ReturnErrors.None);
}
