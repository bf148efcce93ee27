using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The state of a <see cref="GarchModel"/>: the conditional variance of the next step. A step without a price at either end passes with its expected square, E e² = h.</summary>
internal sealed class GarchState : IStepState
{
    private readonly GarchParameters _parameters;
    private readonly double _slope;
    private readonly double _constant;
    private double _next;

    /// <summary>The state of the fitted <paramref name="model"/> whose coming step has the conditional variance <paramref name="next"/>.</summary>
    public GarchState(FittedModel model, double next)
    {
        _parameters = new(model["mu"], model["omega"], model["alpha[1]"], model["beta[1]"]);
        var (slope, constant) = _parameters.Cumulative(ModelSteps.Count(model.Horizon));
        var ratio = model[StepModel.Ratio];
        (_slope, _constant) = (ratio * slope, ratio * constant);
        _next = next;
    }

    public double Forecast => _constant + (_slope * _next);

    public double[] Memory => [_next];

    public void Pass() => _next = _parameters.Omega + ((_parameters.Alpha + _parameters.Beta) * _next);

    public void Take(MarketHistory history, int end, int step)
    {
        if (ModelSteps.EndsAt(history, end, step)) _next = _parameters.Next(ModelSteps.Return(history, end, step) - _parameters.Mu, _next);
        else Pass();
    }
}
