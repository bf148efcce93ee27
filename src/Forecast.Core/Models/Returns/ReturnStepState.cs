using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The state of a <see cref="StepModel"/> whose variance equation is one of <see cref="ReturnModelCatalog"/>, with a zero mean.</summary>
internal sealed class ReturnStepState : IStepState
{
    private readonly ReturnState _state;
    private readonly Func<MarketHistory, int, double[]>? _regressors;
    private readonly double _ratio;
    private readonly int[] _steps;

    // After weeks without a move one return may take an exponential recursion out of all numbers: there is no forecast then until the parameters are estimated again.
    private bool _isLost;

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
            if (_isLost) return double.NaN;
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

    public void Take(MarketHistory history, int end, int step)
    {
        if (_isLost) return;
        try
        {
            if (ModelSteps.EndsAt(history, end, step)) _state.Append(ModelSteps.Return(history, end, step), _regressors is null ? [] : _regressors(history, end));
            else _state.Skip();
        }
        catch (InvalidOperationException)
        {
            _isLost = true;
        }
    }
}
