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
        int? inForce = null;
        for (var t = 0; t < sample.Count; t++)
        {
            if (sample.Origins[t] < from || sample.Origins[t] > to || rates[t] is not { } raw) continue;
            if (terms is not null) inForce = MarginRuleCatalog.Apply(raw.Predictive, new RuleContext(policy, terms, inForce))[^1].After;
            if (sample.Moves[t] is not { } move) continue;
            var loss = Move.Loss(side, move.Against(side, MarginTarget.Close));
            var excursion = Move.Loss(side, move.Against(side, MarginTarget.Excursion));
            foreach (var method in Enum.GetValues<MarginMethod>().Where(m => m != MarginMethod.Policy || terms is not null))
            {
                var rate = method == MarginMethod.Policy ? inForce!.Value / 1e6 : raw.Of(method);
                rows.Add(new MarginBacktestRow(symbol, sample.Period, confidence, target, side, sample.Origins[t], method, rate, loss, excursion));
            }
        }
        return rows;
    }
}
