using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// How the conditional variance of a return follows from the residuals before it: one member of the GARCH family, with its orders.
/// <code>h_t = f(p; e_{t−1}, e_{t−2}, …)</code>
/// <para>Units: those of the residuals e, variances h in their square. An instance is immutable; parameters p, of the length of <see cref="Names"/>, come with every call.</para>
/// <para>Contract, held by a suite over the whole family: <see cref="Variances"/> equals a loop of <see cref="Next"/> and <see cref="Push"/> bit for bit; <see cref="Adjoint"/> is the
/// derivative of <see cref="Variances"/>; residuals × k with parameters <see cref="Rescale"/>d by k give variances × k².</para>
/// </summary>
public interface IVarianceEquation
{
    /// <summary>Its id in <see cref="ReturnModelCatalog"/>, from which, with its <see cref="Orders"/>, an equal equation can be made.</summary>
    string Id { get; }

    /// <summary>Its orders, its lags where it has those, or how many regressors it has.</summary>
    IReadOnlyList<int> Orders { get; }

    /// <summary>Parameters by name, as the package arch prints them: omega, alpha[1], gamma[1], beta[1], …</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>What parameters must keep for variances that are positive and, where the model has such a condition, stationary.</summary>
    IReadOnlyList<LinearConstraint> Constraints { get; }

    /// <summary>Points from which a search may start, for residuals of unit variance; every one is strictly within the constraints.</summary>
    IReadOnlyList<double[]> Starts { get; }

    /// <summary>Further such points for series so short that their likelihoods have maxima in odd places.</summary>
    IReadOnlyList<double[]> StartsOfShortSeries => [];

    /// <summary>One more such point, which a search for these residuals by other means led to; null where there is none. It may lie on a constraint.</summary>
    double[]? Guess(ReadOnlySpan<double> residuals, CancellationToken stop) => null;

    /// <summary>Whether likelihoods have maxima far apart from each other, so that a search follows every start, however unlikely it is.</summary>
    bool HasSeveralMaxima => false;

    /// <summary>Whether residuals enter by |e|, so that the likelihood has a kink in the mean wherever one of them is 0.</summary>
    bool HasKinks => false;

    /// <summary>The level that the recursion starts from is a mean of |e| to this power.</summary>
    double PresamplePower { get; }

    /// <summary>The power of |e| in which the recursion runs where it is estimated, as the last parameter; null where the power is fixed. Under rugarch's convention the level is taken in it.</summary>
    double? EstimatedPower(ReadOnlySpan<double> parameters) => null;

    /// <summary>Doubles in the state, once the parameters are given.</summary>
    int MemoryLength { get; }

    /// <summary>Turns the parameters for residuals e into those for residuals <paramref name="factor"/> × e.</summary>
    void Rescale(Span<double> parameters, double factor);

    /// <summary>Writes h_t into <paramref name="variances"/>, of the residuals' length T or of T + 1, with the variance of the step after the last.</summary>
    void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances);

    /// <summary>
    /// The derivative of a sum L over the steps, by one pass backwards (reverse mode).
    /// <para>Shapes: <paramref name="variances"/> as <see cref="Variances"/> wrote them and <paramref name="weights"/>, ∂L/∂h_t with the residuals held, of length T; the weights are
    /// overwritten. Added to: ∂L/∂p in <paramref name="gradient"/>, and in <paramref name="residualGradient"/> ∂L/∂e_t as far as it comes through later variances; empty where not asked for.</para>
    /// <para>Returns ∂L/∂(start level).</para>
    /// </summary>
    double Adjoint(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient);

    /// <summary>Fills <paramref name="memory"/> with the state before the first step.</summary>
    void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory);

    /// <summary>The conditional variance of the coming step.</summary>
    double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory);

    /// <summary>Takes the residual of the coming step, and the regressors known at its end (empty where the equation has none).</summary>
    void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors);

    /// <summary>Number of regressors.</summary>
    int Regressors => 0;

    /// <summary>Writes the regressors of a step of the sample that the equation was made for, which has <paramref name="count"/> residuals, into <paramref name="row"/>.</summary>
    void RegressorsAt(int step, int count, Span<double> row)
    {
    }

    /// <summary>The same equation for <paramref name="count"/> steps of its sample from step <paramref name="first"/> on: itself, unless columns belong to it.</summary>
    IVarianceEquation Window(int first, int count) => this;

    /// <summary>The coming step passes without an observation: what depends on its residual takes its expected value, E e² = h.</summary>
    void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments);

    /// <summary>
    /// Writes the expected variance of each of the coming steps, E h_{T+j}, j = 1, 2, …; false where there is no closed form beyond the first, and it has to be simulated.
    /// </summary>
    bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances);
}
