using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// One forecast of several models' forecasts, combined in logs by a <see cref="CombinationRule"/> from what is known of their losses at this instrument and horizon (<see cref="MemberRecord"/>).
/// <para>A member whose loss was more than <see cref="WorstRatio"/> times the members' mean, over at least <see cref="LeastTargets"/> targets, is left out until it is not. An instrument that is new has no losses yet: its members count by their shares, and those that need a longer
/// history than it has are missing, so that it begins with what was learnt from the others.</para>
/// <para>Units: variance over the horizon. Domain: at least one member that can be fitted, or else a history that the moving average can be taken of; a member that refuses is left out, and the fit says so.</para>
/// </summary>
public sealed class CombinationModel(string id, string description, CombinationRule rule, IReadOnlyList<CombinationMember> members) : IVolatilityModel
{
    /// <summary>Mean loss over that of all members beyond which a member is left out.</summary>
    public const double WorstRatio = 1.5;

    /// <summary>Independent targets, discounted, that this takes.</summary>
    public const double LeastTargets = 10;

    // It has nothing to estimate: what is left where nothing else can be fitted.
    private static readonly EwmaModel Reserve = new();

    public string Id => id;

    public string Description => description;

    public bool IsPooled => Members.Any(m => m.Model.IsPooled);

    public TimeSpan RefitEvery => TimeSpan.FromDays(1);

    /// <summary>What is combined.</summary>
    public IReadOnlyList<CombinationMember> Members { get; } = members;

    /// <summary>The combined forecast; null where no member has one.</summary>
    /// <param name="forecasts">A forecast a member; NaN where it has none.</param>
    /// <param name="records">What is known of the members' losses.</param>
    public double? Combine(ReadOnlySpan<double> forecasts, ReadOnlySpan<MemberRecord> records)
    {
        Guard.SameLength(forecasts.Length, Members.Count, nameof(forecasts));
        Guard.SameLength(records.Length, Members.Count, nameof(records));
        return Combine(forecasts, records, strict: true) ?? Combine(forecasts, records, strict: false);
    }

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default) => Fit(history, horizon, null, null, stop);

    /// <summary>
    /// Fits every member at its own last scheduled estimation. Where not one can be fitted what is left is a model that has nothing to estimate, the moving average, as of now; the
    /// reason says who is missing and whose parameters are old.
    /// </summary>
    /// <param name="history">What is known.</param>
    /// <param name="horizon">The horizon.</param>
    /// <param name="records">What is known of the members' losses; null: nothing.</param>
    /// <param name="limit">The time of each member's estimation.</param>
    /// <param name="stop">Looked at by every member.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public FitResult Fit(MarketHistory history, TimeSpan horizon, IReadOnlyList<MemberRecord>? records, FitLimit? limit, CancellationToken stop = default)
    {
        var (fitted, missing, old) = (new List<FittedModel>(), new List<string>(), new List<string>());
        foreach (var (member, _) in Members)
        {
            var fit = RefitSchedule.Fit(member, history, horizon, limit, stop);
            if (fit.Model is not { } model) missing.Add(fit.Reason!);
            else if (model.Origin < RefitSchedule.Last(history.Origin, member.RefitEvery)) old.Add(fit.Reason!);
            if (fit.Model is not null) fitted.Add(fit.Model);
        }
        if (fitted.Count == 0 && Reserve.Fit(history, horizon, stop).Model is { } last) fitted.Add(last);
        if (fitted.Count == 0) return FitResult.Refused(string.Join("; ", missing));
        var reason = string.Join("; ", missing.Select((r, k) => k == 0 ? $"without {r}" : r).Concat(old.Select((r, k) => k == 0 ? $"with {r}" : r)));
        return FitResult.Of(
            new FittedModel(Id, horizon, history.Origin, fitted.Max(m => m.Observations), FitStatus.Converged,
                [.. fitted.SelectMany(m => m.Parameters.Select(p => p with { Name = $"{m.ModelId}:{p.Name}" })), .. Members.Zip(records ?? [], Stored).SelectMany(static p => p)]),
            reason.Length == 0 ? null : reason);
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) =>
        Members.Any(m => Member(m.Model, model) is not null)
            ? new State(this, [.. Members.Select(m => Member(m.Model, model) is { } fitted ? m.Model.Filter(fitted, history) : null)], [.. Members.Select(m => Record(m, model))])
            : Reserve.Filter(Member(Reserve, model)!, history);

    private double? Combine(ReadOnlySpan<double> forecasts, ReadOnlySpan<MemberRecord> records, bool strict)
    {
        var (logs, shares, known, count) = (new double[Members.Count], new double[Members.Count], new MemberRecord[Members.Count], 0);
        for (var m = 0; m < logs.Length; m++)
        {
            if (!(forecasts[m] > 0) || !double.IsFinite(forecasts[m])) continue;
            if (strict && records[m].Ratio > WorstRatio && records[m].Targets >= LeastTargets) continue;
            (logs[count], shares[count], known[count]) = (Math.Log(forecasts[m]), Members[m].Share, records[m]);
            count++;
        }
        return count == 0 ? null : Math.Exp(rule(logs.AsSpan(0, count), shares.AsSpan(0, count), known.AsSpan(0, count)));
    }

    private static IEnumerable<Parameter> Stored(CombinationMember member, MemberRecord record) =>
        [new($"excess({member.Model.Id})", record.Excess), new($"ratio({member.Model.Id})", record.Ratio), new($"targets({member.Model.Id})", record.Targets)];

    private static MemberRecord Record(CombinationMember member, FittedModel model) =>
        model.Parameters.Any(p => p.Name == $"excess({member.Model.Id})")
            ? new MemberRecord(model[$"excess({member.Model.Id})"], model[$"ratio({member.Model.Id})"], model[$"targets({member.Model.Id})"]) : MemberRecord.None;

    private static FittedModel? Member(IVolatilityModel member, FittedModel model)
    {
        var prefix = member.Id + ":";
        var own = model.Parameters.Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p with { Name = p.Name[prefix.Length..] }).ToArray();
        return own.Length == 0 ? null : model with { ModelId = member.Id, Parameters = own };
    }

    private sealed class State(CombinationModel combination, IVolatilityFilter?[] members, MemberRecord[] records) : IVolatilityFilter
    {
        public double Forecast => combination.Combine([.. members.Select(m => m?.Forecast ?? double.NaN)], records) ?? double.NaN;

        public void Append(MarketHistory history)
        {
            foreach (var member in members) member?.Append(history);
        }
    }
}
