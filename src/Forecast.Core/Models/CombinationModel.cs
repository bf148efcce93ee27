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

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default) => Fit(history, horizon, null, stop);

    /// <summary>
    /// Fits every member at its own last scheduled estimation. Where not one can be fitted what is left is a member that has nothing to estimate, the moving average, as of now; the
    /// reason says who is missing and whose parameters are old. <paramref name="limit"/> is the time of each of them.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public FitResult Fit(MarketHistory history, TimeSpan horizon, FitLimit? limit, CancellationToken stop = default)
    {
        var (fitted, missing, old) = (new List<FittedModel>(), new List<string>(), new List<string>());
        foreach (var member in Members)
        {
            var fit = RefitSchedule.Fit(member, history, horizon, limit, stop);
            if (fit.Model is not { } model) missing.Add(fit.Reason!);
            else if (model.Origin < RefitSchedule.Last(history.Origin, member.RefitEvery)) old.Add(fit.Reason!);
            if (fit.Model is not null) fitted.Add(fit.Model);
        }
        if (fitted.Count == 0 && Members.OfType<EwmaModel>().FirstOrDefault()?.Fit(history, horizon, stop).Model is { } last) fitted.Add(last);
        if (fitted.Count == 0) return FitResult.Refused(string.Join("; ", missing));
        var reason = string.Join("; ", missing.Select((r, k) => k == 0 ? $"without {r}" : r).Concat(old.Select((r, k) => k == 0 ? $"with {r}" : r)));
        return FitResult.Of(
            new FittedModel(Id, horizon, history.Origin, fitted.Max(m => m.Observations), FitStatus.Converged, [.. fitted.SelectMany(m => m.Parameters.Select(p => p with { Name = $"{m.ModelId}:{p.Name}" }))]),
            reason.Length == 0 ? null : reason);
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
