using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The forecast that the program stands behind: the trimmed mean of its members' log forecasts.
/// <code>ln f = mean of the ln f_m that remain when the ⌊n/4⌋ lowest and the ⌊n/4⌋ highest of n members are left out</code>
/// <para>Units: variance over the horizon. Logs, because QLIKE is convex in ln f and the members err by factors.</para>
/// <para>Domain: at least one member that can be fitted; a member that refuses is left out, and the fit says so.</para>
/// <para>Reference: Stock and Watson (2004), Journal of Forecasting 23; Patton (2011), Journal of Econometrics 160, for QLIKE.</para>
/// </summary>
public sealed class CombinationModel(IReadOnlyList<IVolatilityModel> members) : IVolatilityModel
{
    public string Id => "combination";

    public string Description => $"Trimmed mean in logs of {string.Join(", ", Members.Select(m => m.Id))}: what the program stands behind";

    public TimeSpan RefitEvery => TimeSpan.FromDays(1);

    /// <summary>The models that are combined.</summary>
    public IReadOnlyList<IVolatilityModel> Members { get; } = members;

    /// <summary>The combined forecast of the members' positive forecasts.</summary>
    public static double Combine(ReadOnlySpan<double> forecasts)
    {
        Guard.AtLeast(forecasts.Length, 1);
        Span<double> logs = stackalloc double[forecasts.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(Guard.Positive(forecasts[i]));
        logs.Sort();
        var trim = logs.Length / 4;
        var kept = logs[trim..^trim];
        var sum = 0.0;
        foreach (var v in kept) sum += v;
        return Math.Exp(sum / kept.Length);
    }

    /// <summary>Fits every member at its own last scheduled estimation.</summary>
    public FitResult Fit(MarketHistory history, TimeSpan horizon)
    {
        var parameters = new List<Parameter>();
        var refusals = new List<string>();
        var rows = 0;
        foreach (var member in Members)
        {
            var fit = RefitSchedule.Fit(member, history, horizon);
            if (fit.Model is null)
            {
                refusals.Add(fit.Reason!);
                continue;
            }
            rows = Math.Max(rows, fit.Model.Observations);
            parameters.AddRange(fit.Model.Parameters.Select(p => p with { Name = $"{member.Id}:{p.Name}" }));
        }
        return parameters.Count == 0
            ? FitResult.Refused(string.Join("; ", refusals))
            : FitResult.Of(new FittedModel(Id, horizon, history.Origin, rows, FitStatus.Converged, parameters), refusals.Count == 0 ? null : "without " + string.Join("; ", refusals));
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) =>
        new State([.. Members.Select(m => Member(m, model)).OfType<FittedModel>().Select(f => Members.First(m => m.Id == f.ModelId).Filter(f, history))]);

    private static FittedModel? Member(IVolatilityModel member, FittedModel model)
    {
        var prefix = member.Id + ":";
        var own = model.Parameters.Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p with { Name = p.Name[prefix.Length..] }).ToArray();
        return own.Length == 0 ? null : model with { ModelId = member.Id, Parameters = own };
    }

    private sealed class State(IVolatilityFilter[] members) : IVolatilityFilter
    {
        public double Forecast => members.Select(m => m.Forecast).Where(f => f > 0 && double.IsFinite(f)).ToArray() is { Length: > 0 } able ? Combine(able) : double.NaN;

        public void Append(MarketHistory history)
        {
            foreach (var member in members) member.Append(history);
        }
    }
}
