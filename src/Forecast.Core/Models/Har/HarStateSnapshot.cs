using System.Text.Json.Serialization;

namespace Forecast.Core.Models;

/// <summary>
/// A heterogeneous autoregression with its state after some observation, as facts that any serialiser writes: numbers that read back to the same bits make a state with the same bits.
/// <para>Units: those of the series. Its size is that of the longest lag times the measures.</para>
/// </summary>
/// <param name="Version">Version of this layout, <see cref="CurrentVersion"/>.</param>
/// <param name="Variant">Id of the variant, see <see cref="HarVariants"/>.</param>
/// <param name="Terms">The regressors with their lags; an exogenous one carries its column's name.</param>
/// <param name="Target">What is forecast.</param>
/// <param name="Coefficients">b, the constant first.</param>
/// <param name="Smearing">s of a regression of logs, else 1.</param>
/// <param name="Lowest">Smallest training target.</param>
/// <param name="Highest">Largest training target.</param>
/// <param name="QuarticityLevel">√(mean RQ) of the training sample; 0 without quarticity.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Memory">See <see cref="HarState.Memory"/>.</param>
public sealed record HarStateSnapshot(
    int Version, string Variant, HarTerm[] Terms, HarTarget Target, double[] Coefficients, [property: JsonRequired] double Smearing, [property: JsonRequired] double Lowest,
    [property: JsonRequired] double Highest, [property: JsonRequired] double QuarticityLevel, [property: JsonRequired] int Rows, double[] Memory)
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;
}
