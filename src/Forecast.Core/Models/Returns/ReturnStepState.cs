using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The state of a <see cref="StepModel"/> whose variance equation is one of <see cref="ReturnModelCatalog"/>, with a zero mean.</summary>
internal sealed class ReturnStepState : IStepState
{
    private readonly ReturnState _state;
    private readonly Func<MarketHistory, int, double[]>? _regressors;
    private readonly double _ratio;
    private readonly int[] _steps;

    /// <summary>The state of the fitted <paramref name="model"/>, whose parameters before c are those of the equation and of the errors' shape; <paramref name="regressors"/> gives an equation's own at an hour.</summary>
    public ReturnStepState(FittedModel model, string equation, IReadOnlyList<int> orders, string errors, double[] memory, Func<MarketHistory, int, double[]>? regressors)
    {
        double[] parameters = [.. model.Parameters.TakeWhile(p => p.Name != StepModel.Ratio).Select(p => p.Value)];
        _state = ReturnState.Restore(new(ReturnStateSnapshot.CurrentVersion, equation, [.. orders], ReturnState.MeanId(ConditionalMean.Zero), [], errors, parameters, memory, []));
        (_regressors, _ratio, _steps) = (regressors, model[StepModel.Ratio], [ModelSteps.Count(model.Horizon)]);
    }

    public double Forecast
    {
        get
        {
            try
            {
                return _ratio * _state.Forecast(_steps, new ReturnForecastOptions { Paths = ReturnVolatilityModel.Paths }).Variances[0];
            }
            catch (InvalidOperationException)
            {
                return double.NaN;
            }
        }
    }

    public double[] Memory => _state.Snapshot().Memory;

    public void Pass() => _state.Skip();

    public void Take(MarketHistory history, int end, int step)
    {
        if (ModelSteps.EndsAt(history, end, step)) _state.Append(ModelSteps.Return(history, end, step), _regressors is null ? [] : _regressors(history, end));
        else Pass();
    }
}
