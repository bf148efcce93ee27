using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>What a model of steps knows after the last complete one.</summary>
internal interface IStepState
{
    /// <summary>Forecast of the realised variance over the model's horizon; NaN where there is none.</summary>
    double Forecast { get; }

    /// <summary>What is stored of it.</summary>
    double[] Memory { get; }

    /// <summary>The coming step passes without an observation: what the model reads takes its expected value.</summary>
    /// <exception cref="InvalidOperationException">No variance that a number can hold is left after it; the state is as before.</exception>
    void Pass();

    /// <summary>Takes the step of <paramref name="step"/> hours that ends with hour <paramref name="end"/>; one without what the model reads passes.</summary>
    /// <exception cref="InvalidOperationException">No variance that a number can hold is left after it; the state is as before.</exception>
    void Take(MarketHistory history, int end, int step);
}
