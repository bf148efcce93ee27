using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>What a model of steps knows after the last complete one.</summary>
internal interface IStepState
{
    /// <summary>Forecast of the realised variance over the model's horizon; NaN where there is none.</summary>
    double Forecast { get; }

    /// <summary>Takes the step of <paramref name="step"/> hours that ends with hour <paramref name="end"/>, whether or not it has prices.</summary>
    void Take(MarketHistory history, int end, int step);
}
