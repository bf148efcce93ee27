using System.Text.Json.Serialization;

namespace Forecast.Core.Models;

/// <summary>A regressor of a heterogeneous autoregression.</summary>
/// <param name="Name">Name of its coefficient, as in <c>beta[7]</c>.</param>
/// <param name="Form">How it is made.</param>
/// <param name="Column">Which measure it reads: a <see cref="HarMeasure"/>, or beyond it the exogenous columns.</param>
/// <param name="Lag">Rows it reads, or the half-life of its weights.</param>
public sealed record HarTerm(string Name, [property: JsonRequired] HarTermForm Form, [property: JsonRequired] int Column, [property: JsonRequired] int Lag)
{
    /// <summary>Decay of the weights of one row, for <see cref="HarTermForm.Exponential"/>.</summary>
    [JsonIgnore]
    public double Decay => Math.Pow(0.5, 1.0 / Lag);

    /// <summary>The regressor, of the mean of its measure and the mean quarticity over its lag.</summary>
    internal double Of(double mean, double quarticity, double quarticityLevel) => Form switch
    {
        HarTermForm.LogMean => Math.Log(mean),
        HarTermForm.RootQuarticity => (Math.Sqrt(quarticity) - quarticityLevel) * mean,
        _ => mean,
    };
}
