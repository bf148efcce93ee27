using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>
/// What each method would have charged at every origin, and what was lost afterwards. The policy's rules run day after day with yesterday's published rate
/// as the value in force; on the first day there is none. Without a class (an instrument that the catalogue does not know) there is no policy rate.
/// </summary>
public static class MarginBacktest
{
    /// <summary>Rows for origins in [<paramref name="from"/>, <paramref name="to"/>] whose period is over; one row a method and origin.</summary>
    public static IReadOnlyList<MarginBacktestRow> Run(
        string symbol, MarginSample sample, PositionSide side, MarginTarget target, double confidence, MarginPolicy policy, MarginClass? terms, long from, long to)
    {
        var rows = new List<MarginBacktestRow>();
        var rates = MarginSimulation.Rates(sample, side, target, confidence);
        for (var t = 0; t < sample.Count; t++)
        {
            if (sample.Origins[t] < from || sample.Origins[t] > to) rates[t] = null;
        }
        var published = terms is null ? null : Published(sample, rates, policy, terms);
        for (var t = 0; t < sample.Count; t++)
        {
            if (rates[t] is not { } raw || sample.Moves[t] is not { } move) continue;
            var loss = Move.Loss(side, move.Against(side, MarginTarget.Close));
            var excursion = Move.Loss(side, move.Against(side, MarginTarget.Excursion));
            foreach (var method in Enum.GetValues<MarginMethod>().Where(m => m != MarginMethod.Policy || terms is not null))
            {
                var rate = method == MarginMethod.Policy ? published![t]!.Value / 1e6 : raw.Of(method);
                rows.Add(new MarginBacktestRow(symbol, sample.Period, confidence, target, side, sample.Origins[t], method, rate, loss, excursion));
            }
        }
        return rows;
    }

    /// <summary>What a policy would have published from raw rates, in ppm; null where there is no raw rate.</summary>
    public static int?[] Published(MarginSample sample, IReadOnlyList<RawRates?> rates, MarginPolicy policy, MarginClass terms)
    {
        var (published, days) = (new int?[sample.Count], new Queue<(long Origin, int Ppm)>());
        int? inForce = null;
        for (var t = 0; t < sample.Count; t++)
        {
            if (rates[t] is not { } raw) continue;
            while (days.Count > 0 && days.Peek().Origin < sample.Origins[t] - (policy.Cycle.RiseDays * Duration.Day)) days.Dequeue();
            published[t] = inForce = MarginRuleCatalog.Apply(raw.Predictive, new RuleContext(policy, terms, inForce)
            {
                LowestPpm = days.Count > 0 ? days.Min(d => d.Ppm) : null,
                LongHistoryPpm = MarginRuleCatalog.ToPpm(raw.Static),
                StressPpm = raw.Stress is { } stress ? MarginRuleCatalog.ToPpm(stress) : null,
            })[^1].After;
            days.Enqueue((sample.Origins[t], inForce.Value));
        }
        return published;
    }
}
