using Forecast.Core.Features;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Heterogeneous autoregression of realised variance, in levels.
/// <code>y(t, t+h] = b₀ + Σ_k b_k · h · mean hourly RV over the last k hours + e,   k ∈ {1h, 4h, 1d, 7d, 30d}</code>
/// <para>Units: variance over the horizon. Estimation: ordinary least squares on all complete targets of the last <see cref="LongestWindow"/> hours.</para>
/// <para>Insanity filter: a forecast outside the range of the training targets is set to the nearer end of that range, so it is never negative and a
/// shock never resets it to an average.</para>
/// <para>Domain: at least <see cref="LeastRows"/> complete targets with a 30-day history before them; not all equal.</para>
/// <para>Reference: Corsi (2009), eq. 7; Bollerslev, Patton and Quaedvlieg (2016), section 3, for the filter.</para>
/// </summary>
public sealed class HarModel : IVolatilityModel
{
    /// <summary>Fewest training rows.</summary>
    public const int LeastRows = 60;

    /// <summary>Longest training window, in hours: three years.</summary>
    public const int LongestWindow = 3 * 365 * 24;

    public string Id => "har";

    public string Description => "Heterogeneous autoregression of realised variance (1h, 4h, 1d, 7d, 30d), least squares, insanity filter";

    public TimeSpan RefitEvery => TimeSpan.FromDays(1);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        var rows = HarLadder.Train(history, horizon, logs: false, LongestWindow);
        if (rows.Target.Length < LeastRows)
            return FitResult.Refused($"har needs {LeastRows} complete targets after 30 days of history; {history.Symbol} has {rows.Target.Length}");
        if (LeastSquares.Solve(rows.Columns, rows.Target) is not { } b)
            return FitResult.Refused($"har finds collinear regressors for {history.Symbol}: its realised variance is constant");
        var parameters = new List<Parameter> { new("const", b[0]) };
        for (var k = 0; k < HarLadder.Rungs.Length; k++) parameters.Add(new(HarLadder.Name(HarLadder.Rungs[k]), b[k + 1]));
        parameters.Add(new("min_target", rows.Target.Min()));
        parameters.Add(new("max_target", rows.Target.Max()));
        return FitResult.Of(new FittedModel(Id, horizon, history.Origin, rows.Target.Length, FitStatus.Converged, parameters));
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new LadderFilter(model, history, logs: false, static (m, x) => Math.Clamp(x, m["min_target"], m["max_target"]));
}
