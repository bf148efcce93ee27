namespace Forecast.Core.Models;

/// <summary>
/// A return model with its state after some observation, as facts that any serialiser writes: numbers that read back to the same bits make a state with the same bits.
/// </summary>
/// <param name="Version">Version of this layout and of the equations' memories, <see cref="CurrentVersion"/>.</param>
/// <param name="Equation">Id of the variance equation, see <see cref="ReturnModelCatalog"/>.</param>
/// <param name="Orders">Its orders, or its lags where it has those.</param>
/// <param name="Mean">The mean equation: zero, constant or ar.</param>
/// <param name="MeanLags">Lags of an autoregressive mean.</param>
/// <param name="Errors">Id of the error distribution.</param>
/// <param name="Parameters">Parameters of the mean, of the variance equation and of the distribution's shape, in this order.</param>
/// <param name="Memory">The equation's memory.</param>
/// <param name="Past">The last values, oldest first, as many as the mean reads.</param>
public sealed record ReturnStateSnapshot(int Version, string Equation, int[] Orders, string Mean, int[] MeanLags, string Errors, double[] Parameters, double[] Memory, double[] Past)
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;
}
