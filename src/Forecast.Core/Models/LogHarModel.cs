using Forecast.Core.Features;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Heterogeneous autoregression of log realised variance: the benchmark that every other model is measured against.
/// <code>ln y(t, t+h] = b₀ + Σ_k b_k · ln(mean hourly RV over the last k hours) + e,   forecast = s · exp(b₀ + Σ_k b_k x_k)</code>
/// <para>s = mean of exp(e) over the training residuals winsorised at their 1 % and 99 % quantiles: Duan's smearing factor, made robust.</para>
/// <para>Units: variance over the horizon. Estimation: ordinary least squares on all complete, positive targets of the last three years.</para>
/// <para>Domain: at least <see cref="HarModel.LeastRows"/> complete targets with a 30-day history before them; not all equal.</para>
/// <para>Reference: Corsi (2009); Duan (1983), JASA 78, eq. 3.4; Clements and Preve (2021), Journal of Banking and Finance 133.</para>
/// </summary>
public sealed class LogHarModel : IVolatilityModel
{
    public string Id => "log-har";

    public string Description => "Heterogeneous autoregression of log realised variance (1h, 4h, 1d, 7d, 30d), winsorised smearing: the benchmark";

    public TimeSpan RefitEvery => TimeSpan.FromDays(1);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        var rows = HarLadder.Train(history, horizon, logs: true, HarModel.LongestWindow);
        if (rows.Target.Length < HarModel.LeastRows)
            return FitResult.Refused($"log-har needs {HarModel.LeastRows} complete targets after 30 days of history; {history.Symbol} has {rows.Target.Length}");
        if (LeastSquares.Solve(rows.Columns, rows.Target) is not { } b)
            return FitResult.Refused($"log-har finds collinear regressors for {history.Symbol}: its realised variance is constant");
        var parameters = new List<Parameter> { new("const", b[0]) };
        for (var k = 0; k < HarLadder.Rungs.Length; k++) parameters.Add(new(HarLadder.Name(HarLadder.Rungs[k]), b[k + 1]));
        parameters.Add(new("smearing", Smearing(rows, b)));
        return FitResult.Of(new FittedModel(Id, horizon, history.Origin, rows.Target.Length, FitStatus.Converged, parameters));
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new LadderFilter(model, history, logs: true, static (m, x) => m["smearing"] * Math.Exp(x));

    private static double Smearing(HarLadder rows, double[] b)
    {
        var residual = rows.Target.AsSpan().ToArray();
        for (var i = 0; i < residual.Length; i++) residual[i] -= b[0];
        for (var k = 0; k < rows.Columns.Length; k++)
        {
            var (column, coefficient) = (rows.Columns[k], b[k + 1]);
            for (var i = 0; i < residual.Length; i++) residual[i] -= coefficient * column[i];
        }
        return Numerics.Smearing.Factor(residual);
    }
}
