namespace Forecast.Core.Evaluation;

/// <summary>The losses of two models for one instrument and origin: a row of the panel that comparisons are made over.</summary>
/// <param name="Symbol">Instrument.</param>
/// <param name="Origin">Unix microseconds.</param>
/// <param name="First">Loss of the model that is judged.</param>
/// <param name="Second">Loss of the model that it is compared with.</param>
public readonly record struct PairedLoss(string Symbol, long Origin, double First, double Second)
{
    /// <summary>First − second: below 0 where the first model was better.</summary>
    public double Difference => First - Second;
}
