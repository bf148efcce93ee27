using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>
/// Makes a recommendation: the larger of the long and short predictive rates at the class's period and confidence, through the policy's rules, to a joint
/// vector of parameters with the signed parts that explain it.
/// <code>proposed − in force = level + forecast + buffer + floor + rounding + step limit</code>
/// <para>level: the model's rate on yesterday's forecast less the margin in force; forecast: what today's forecast changed; then one part a rule. Exact in ppm.</para>
/// </summary>
public static class Recommender
{
    /// <summary>The periods, in days, and confidences, in ppm, at which rates are shown.</summary>
    public static IReadOnlyList<(int Days, int ConfidencePpm)> Grid { get; } = [(1, 990_000), (1, 995_000), (2, 990_000), (2, 995_000)];

    /// <summary>Recommends at the last origin of the samples (one a period, all ending at the same origin).</summary>
    /// <exception cref="ArgumentException">There are too few matured periods for a tail; the message says how many are needed.</exception>
    public static MarginRecommendation Recommend(Instrument instrument, bool simulated, MarginPolicy policy, MarginParameters? current, IReadOnlyList<MarginSample> samples)
    {
        var terms = policy.Class(instrument.MarginClass);
        var rates = Grid.SelectMany(g => Sides.Select(side => Line(Sample(g.Days), g.ConfidencePpm, side))).ToArray();
        var sample = Sample(terms.PeriodDays);
        var confidence = terms.ConfidencePpm / 1e6;
        var scenarios = Sides.ToDictionary(s => s, s => MarginSimulation.Scenarios(sample, s, MarginTarget.Close));
        var variance = sample.ForecastVariance[^1];
        var before = sample.Count > 1 && sample.Origins[^2] == sample.Origins[^1] - Duration.Day ? sample.ForecastVariance[^2] : (double?)null;

        double Rate(PositionSide side, double v) => Math.Max(0, Move.Loss(side, Math.Sqrt(v) * Numerics.OrderStatistic.Of(scenarios[side], confidence)));
        var driving = Rate(PositionSide.Long, variance) >= Rate(PositionSide.Short, variance) ? PositionSide.Long : PositionSide.Short;
        var raw = MarginRuleCatalog.ToPpm(Rate(driving, variance));
        var steps = MarginRuleCatalog.Apply(Rate(driving, variance), new RuleContext(policy, terms, current?.InitialPpm));
        var proposed = MarginParameters.Derive(steps[^1].After, policy, terms, current);

        double Coverage(int ppm) => Sides.Min(s =>
        {
            var limit = Move.AgainstAt(s, ppm / 1e6) / Math.Sqrt(variance);
            return scenarios[s].Count(z => z <= limit) / (double)scenarios[s].Length;
        });
        return new MarginRecommendation(
            instrument.Symbol, instrument.Venue, Instant.Format(sample.Origins[^1]), simulated, Headline(current?.InitialPpm, proposed.InitialPpm), current, proposed,
            proposed.InitialPpm - current?.InitialPpm, Contributions(raw, before is { } b ? MarginRuleCatalog.ToPpm(Rate(driving, b)) : null, steps, current?.InitialPpm, terms, Name(driving)),
            terms, Name(driving), current is null ? null : Coverage(current.InitialPpm), Coverage(proposed.InitialPpm),
            Math.Sqrt(variance), before is { } p ? Math.Sqrt(p) : null, rates, policy.Version, policy.Hash());

        MarginSample Sample(int days) => samples.FirstOrDefault(s => s.Period == TimeSpan.FromDays(days)) ?? throw new ArgumentException($"there is no sample for a period of {days} days");
    }

    /// <summary>The sides of a position, in the order of every table.</summary>
    public static IReadOnlyList<PositionSide> Sides { get; } = [PositionSide.Long, PositionSide.Short];

    /// <summary>How a side is spelled in files and pages.</summary>
    public static string Name(PositionSide side) => side == PositionSide.Long ? "long" : "short";

    private static RateLine Line(MarginSample sample, int confidencePpm, PositionSide side)
    {
        var confidence = confidencePpm / 1e6;
        var raw = sample.Count == 0 ? null : MarginSimulation.Rates(sample, side, MarginTarget.Close, confidence)[^1];
        return raw is null
            ? throw new ArgumentException($"a margin needs {MarginSimulation.LeastScenarios} periods of {Duration.Format(sample.Period)} with a forecast and an outcome; there are {(sample.Count == 0 ? 0 : MarginSimulation.Scenarios(sample, side, MarginTarget.Close).Length)}: give a longer history")
            : new RateLine(Duration.Format(sample.Period), confidence.ToString("0.###", CultureInfo.InvariantCulture), Name(side), raw.Static, raw.Dynamic, raw.Predictive, raw.Scenarios);
    }

    private static List<Contribution> Contributions(int raw, int? before, IReadOnlyList<RuleStep> steps, int? current, MarginClass terms, string side)
    {
        var model = $"the model's {terms.ConfidencePpm / 10_000m:0.0} % rate over {terms.PeriodDays} d on the {side} side";
        var from = current is null ? "no margin in force was imported" : $"{Percentage.OfPpm(current.Value)} in force";
        var parts = new List<Contribution> { new("level", (before ?? raw) - (current ?? 0), before is null
            ? $"{model} is {Percentage.OfPpm(raw)}, against {from}"
            : $"{model} was {Percentage.OfPpm(before.Value)} on yesterday's forecast, against {from}") };
        if (before is { } b) parts.Add(new Contribution("forecast", raw - b, $"today's volatility forecast moves it to {Percentage.OfPpm(raw)}"));
        parts.AddRange(steps.Select(s => new Contribution(s.Rule, s.After - s.Before, s.Sentence)));
        return parts;
    }

    private static string Headline(int? current, int proposed) => current switch
    {
        null => $"Recommend an initial margin of {Percentage.OfPpm(proposed)} (no value in force was imported)",
        { } c when c == proposed => $"No change recommended: initial margin stays at {Percentage.OfPpm(c)}",
        { } c => $"Recommend {(proposed > c ? "raising" : "lowering")} initial margin from {Percentage.OfPpm(c)} to {Percentage.OfPpm(proposed)} ({Percentage.Points(proposed - c)} points, {Percentage.Relative(proposed - c, c)})",
    };
}
