using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>
/// Makes a recommendation: the larger of the long and short predictive rates at the class's period and confidence, through the policy's rules, to a joint
/// vector of parameters with the signed parts that explain it.
/// <code>proposed − in force = level + forecast + year + tail + control + one part a rule of the policy</code>
/// <para>level: the model's rate of a day ago less the margin in force; forecast: what today's forecast changed, on the tail of a day ago; year: what the mean variance of the year changed; tail: what the
/// periods that matured since then changed; control: what coverage control changed; then one part a rule. Where the model had no rate a day ago, level is today's rate less the margin in force, and
/// there is no forecast or tail part. Each part is a difference of whole ppm, so the sum is exact.</para>
/// </summary>
public static class Recommender
{
    /// <summary>The periods, in days, and confidences, in ppm, at which rates are shown.</summary>
    public static IReadOnlyList<(int Days, int ConfidencePpm)> Grid { get; } = [(1, 990_000), (1, 995_000), (2, 990_000), (2, 995_000)];

    /// <summary>Recommends at the last origin of the samples (one a period, all ending at the same origin).</summary>
    /// <exception cref="ArgumentException">There are too few matured periods for a tail, or the samples end at different origins; the message says what is needed.</exception>
    public static MarginRecommendation Recommend(Instrument instrument, bool simulated, MarginPolicy policy, MarginParameters? current, IReadOnlyList<MarginSample> samples, int? lowestPpm = null, MarketImpact? impact = null)
    {
        var terms = policy.Class(instrument.MarginClass);
        var rates = Grid.SelectMany(g => Sides.Select(side => Line(Sample(g.Days), g.ConfidencePpm, side))).ToArray();
        var sample = Sample(terms.PeriodDays);
        foreach (var other in samples.Where(s => s.Origins[^1] != sample.Origins[^1]))
            throw new ArgumentException($"the sample of {Duration.Format(other.Period)} ends at {Instant.Format(other.Origins[^1])}, that of {Duration.Format(sample.Period)} at {Instant.Format(sample.Origins[^1])}; a recommendation is about one instant", nameof(samples));
        var confidence = terms.ConfidencePpm / 1e6;
        var (today, yesterday) = (sample.Count - 1, sample.Count > 1 && sample.Origins[^2] == sample.Origins[^1] - Duration.Day ? sample.Count - 2 : (int?)null);
        var scenarios = Sides.ToDictionary(s => s, s => MarginSimulation.Scenarios(sample, s, MarginTarget.Close, today));
        var variance = sample.ForecastVariance[today];

        // Each grid line has been made, so the class's own has rates today.
        var raw = Sides.ToDictionary(s => s, s => MarginSimulation.Rates(sample, s, MarginTarget.Close, confidence));
        var driving = Driving(raw);
        var now = raw[driving][today]!;
        var steps = Steps(now);
        var proposed = MarginParameters.Derive(steps[^1].After, policy, terms, current);
        var change = proposed.InitialPpm - current?.InitialPpm;

        double Coverage(int ppm) => Sides.Min(s =>
        {
            var limit = Move.AgainstAt(s, ppm / 1e6) / Math.Sqrt(sample.MarginVariance[today]);
            return scenarios[s].Count(z => z <= limit) / (double)scenarios[s].Length;
        });
        return new MarginRecommendation(
            instrument.Symbol, instrument.Venue, Instant.Format(sample.Origins[today]), simulated, Headline(current?.InitialPpm, proposed.InitialPpm), current, proposed,
            Direction(change), change, change / (double?)current?.InitialPpm,
            [.. ModelParts(sample, driving, now, yesterday is { } row ? raw[driving][row] : null, current?.InitialPpm, $"the model's {Percentage.OfPpm(terms.ConfidencePpm)} rate over {terms.PeriodDays} d on the {Name(driving)} side"), .. steps.Select(s => new Contribution(s.Rule, s.After - s.Before, s.Sentence))],
            terms, Name(driving), current is null ? null : Coverage(current.InitialPpm), Coverage(proposed.InitialPpm),
            Math.Sqrt(variance), yesterday is { } y ? Math.Sqrt(sample.ForecastVariance[y]) : null, rates, policy.Version, policy.Hash())
        {
            Tiers = impact is null ? null : SizeTiers.Of(proposed, policy, terms, impact, Math.Sqrt(variance / terms.PeriodDays)),
            Alternatives = [Other("aggressive", Lower), new Alternative("moderate", terms.ConfidencePpm, proposed, Coverage(proposed.InitialPpm)), Other("conservative", Higher)],
        };

        PositionSide Driving(Dictionary<PositionSide, RawRates?[]> rates) => rates[PositionSide.Long][today]!.Predictive >= rates[PositionSide.Short][today]!.Predictive ? PositionSide.Long : PositionSide.Short;

        IReadOnlyList<RuleStep> Steps(RawRates rates) => MarginRuleCatalog.Apply(rates.Predictive, new RuleContext(policy, terms, current?.InitialPpm)
        {
            LowestPpm = lowestPpm,
            LongHistoryPpm = MarginRuleCatalog.ToPpm(rates.Static),
            StressPpm = rates.Stress is { } stress ? MarginRuleCatalog.ToPpm(stress) : null,
        });

        Alternative Other(string name, Func<int, int> change)
        {
            var ppm = change(terms.ConfidencePpm);
            var rates = Sides.ToDictionary(s => s, s => MarginSimulation.Rates(sample, s, MarginTarget.Close, ppm / 1e6));
            var parameters = MarginParameters.Derive(Steps(rates[Driving(rates)][today]!)[^1].After, policy, terms, current);
            return new Alternative(name, ppm, parameters, Coverage(parameters.InitialPpm));
        }

        // Half or twice the breaches.
        static int Higher(int ppm) => MarginPolicy.Whole - ((MarginPolicy.Whole - ppm) / 2);
        static int Lower(int ppm) => MarginPolicy.Whole - ((MarginPolicy.Whole - ppm) * 2);

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
            ? throw new ArgumentException($"a margin needs {MarginSimulation.LeastScenarios} periods of {Duration.Format(sample.Period)} with a forecast and an outcome, and 30 daily returns for the moving average; there are {(sample.Count == 0 ? 0 : MarginSimulation.Scenarios(sample, side, MarginTarget.Close, sample.Count - 1).Length)}: give a longer history")
            : new RateLine(Duration.Format(sample.Period), confidence.ToString("0.###", CultureInfo.InvariantCulture), Name(side), raw.Static, raw.Dynamic, raw.Predictive, raw.Scenarios);
    }

    // From the margin in force to the model's rate of today: level, and where the model had a rate a day ago, what its forecast, its tail and coverage control changed since.
    private static IEnumerable<Contribution> ModelParts(MarginSample sample, PositionSide side, RawRates now, RawRates? before, int? current, string model)
    {
        var from = current is null ? "; no margin in force was imported" : $", against {Percentage.OfPpm(current.Value)} in force";
        int Ppm(double variance, double tail, double control) => MarginRuleCatalog.ToPpm(MarginSimulation.Predictive(side, variance, tail, control));
        var today = sample.Count - 1;
        var variance = sample.MarginVariance[today];
        var raw = Ppm(variance, now.Tail, now.Control);
        if (before is null) return [new Contribution("level", raw - (current ?? 0), $"{model} is {Percentage.OfPpm(raw)}{from}")];

        var (level, tailed) = (Ppm(sample.MarginVariance[today - 1], before.Tail, before.Control), Ppm(variance, now.Tail, before.Control));
        var (moved, aged) = (Ppm(sample.Damped(sample.ForecastVariance[today], sample.YearVariance[today - 1]), before.Tail, before.Control), Ppm(variance, before.Tail, before.Control));
        return
        [
            new Contribution("level", level - (current ?? 0), $"{model} was {Percentage.OfPpm(level)} a day ago{from}"),
            new Contribution("forecast", moved - level, $"the volatility forecast goes from {Percentage.Of(Math.Sqrt(sample.ForecastVariance[today - 1]))} to {Percentage.Of(Math.Sqrt(sample.ForecastVariance[today]))}, which makes the rate {Percentage.OfPpm(moved)}"),
            new Contribution("year", aged - moved, $"the year's volatility, which has a fifth of the weight, goes from {Percentage.Of(Math.Sqrt(sample.YearVariance[today - 1]))} to {Percentage.Of(Math.Sqrt(sample.YearVariance[today]))}, which makes the rate {Percentage.OfPpm(aged)}"),
            new Contribution("tail", tailed - aged, now.Tail == before.Tail
                ? $"the tail of past moves is unchanged at {Number(now.Tail)} times the volatility, so the rate stays {Percentage.OfPpm(tailed)}"
                : $"the tail of past moves goes from {Number(before.Tail)} to {Number(now.Tail)} times the volatility, which makes the rate {Percentage.OfPpm(tailed)}"),
            new Contribution("control", raw - tailed, now.Control == before.Control
                ? $"coverage control leaves the rate at {Percentage.OfPpm(raw)}"
                : $"coverage control, after {(now.Control > before.Control ? "a breach" : "a covered period")}, goes from a factor of {Factor(before.Control)} to {Factor(now.Control)}, which makes the rate {Percentage.OfPpm(raw)}"),
        ];
    }

    private static string Factor(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.00#", CultureInfo.InvariantCulture);

    private static string Direction(int? change) => change switch { null => "new", 0 => "no change", > 0 => "raise", _ => "lower" };

    private static string Headline(int? current, int proposed) => current switch
    {
        null => $"Recommend an initial margin of {Percentage.OfPpm(proposed)} (no value in force was imported)",
        { } c when c == proposed => $"No change recommended: initial margin stays at {Percentage.OfPpm(c)}",
        { } c => $"Recommend {(proposed > c ? "raising" : "lowering")} initial margin from {Percentage.OfPpm(c)} to {Percentage.OfPpm(proposed)} ({Percentage.Points(proposed - c)} points, {Percentage.Relative(proposed - c, c)})",
    };
}
