using Forecast.Core.Measures;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Models compared with a benchmark over a panel of instruments, horizon by horizon, by QLIKE.
/// <code>mean = (1/N) Σ_i F̄_i,   ratio = Σ_i F̄_i / Σ_i S̄_i,   F̄_i and S̄_i mean losses of the model and the benchmark on instrument i</code>
/// <para>Figures of one instrument are those of <see cref="Scorecard"/>; rows with a zero target count for the squared error only. The worst week is the one, from Monday 00:00 UTC, whose origins have the
/// largest sum of the benchmark's losses, averaged over instruments at each origin.</para>
/// <para>Domain: every table has forecasts of the benchmark. Undefined where no row has a positive target.</para>
/// <para>Reference: Patton (2011), Journal of Econometrics 160, for the loss; those of <see cref="LossComparison"/>, <see cref="Evaluation.DieboldMariano"/>, <see cref="ModelConfidenceSet"/> and <see cref="MincerZarnowitz"/>.</para>
/// </summary>
/// <param name="Models">By horizon, the lowest mean loss first.</param>
/// <param name="Scores">Of each instrument, horizon and model.</param>
/// <param name="WorstWeeks">By horizon.</param>
public sealed record ComparisonTable(IReadOnlyList<ModelComparison> Models, IReadOnlyList<Score> Scores, IReadOnlyList<(TimeSpan Horizon, CrashWeek Week)> WorstWeeks)
{
    private const double Level = 0.05;

    /// <summary>Compares over the rows whose origin is in [<paramref name="from"/>, <paramref name="to"/>].</summary>
    /// <exception cref="ArgumentException">A table has no forecasts of the benchmark, or an instrument and horizon have two tables.</exception>
    public static Outcome<ComparisonTable> Of(IEnumerable<BoundedForecasts> forecasts, string benchmark, long from = long.MinValue, long to = long.MaxValue)
    {
        var panels = forecasts.Select(f => f.Rows([.. Enumerable.Range(0, f.Table.Count).Where(r => f.Table.Origins[r] >= from && f.Table.Origins[r] <= to && f.Table.Realized[r] is not null)]))
            .Where(f => f.Table.Realized.Any(y => y > 0)).GroupBy(f => f.Table.Horizon).OrderBy(g => g.Key).Select(g => new Panel([.. g], benchmark)).ToArray();
        if (panels.Length == 0) return new("no origin has a positive target");
        return new ComparisonTable(
            [.. panels.SelectMany(p => p.Models.Select(p.Compare).OrderBy(m => m.Qlike))], [.. panels.SelectMany(p => p.Scores)], [.. panels.Select(p => (p.Horizon, p.WorstWeek))]);
    }

    private static double? Mean(IEnumerable<PairedLoss> rows, Func<PairedLoss, double> loss) => rows.GroupBy(r => r.Symbol).Average(g => (double?)g.Average(loss));

    private static double? Ratio(IReadOnlyList<PairedLoss> rows) => Mean(rows, r => r.Second) is > 0 and var second ? Mean(rows, r => r.First) / second : null;

    private static double? Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The instruments of one horizon.</summary>
    private sealed class Panel
    {
        private readonly string _benchmark;
        private readonly int _steps;
        private readonly ForecastTable[] _positive;
        private readonly Dictionary<(string Symbol, long Origin), double> _expected;

        public Panel(IReadOnlyList<BoundedForecasts> instruments, string benchmark)
        {
            (_benchmark, Horizon) = (benchmark, instruments[0].Table.Horizon);
            _steps = TargetTable.StepsOf(Horizon);
            Scores = [.. instruments.SelectMany(i => Scorecard.Of(i.Table, long.MinValue, long.MaxValue, benchmark, i.Bounds))];
            _positive = [.. instruments.Select(i => i.Table.Rows([.. Enumerable.Range(0, i.Table.Count).Where(r => i.Table.Realized[r] > 0)]))];
            _expected = _positive.SelectMany(t => t.Origins.Zip(t.Of(benchmark), (o, f) => (t.Symbol, Origin: o, Forecast: f))).ToDictionary(x => (x.Symbol, x.Origin), x => x.Forecast);
            WorstWeek = LossGroup.WorstWeek(Rows(benchmark))!;
        }

        public TimeSpan Horizon { get; }

        public IReadOnlyList<Score> Scores { get; }

        public CrashWeek WorstWeek { get; }

        public IEnumerable<string> Models => Scores.Select(s => s.Model).Distinct();

        public ModelComparison Compare(string model)
        {
            Score[] scores = [.. Scores.Where(s => s.Model == model)];
            PairedLoss[] rows = Rows(model);
            var (isBenchmark, qlike) = (model == _benchmark, scores.Average(s => s.Qlike));
            int Significant(int sign) => scores.Count(s => s.DieboldMariano is { } d && d.P < Level && Math.Sign(d.T) == sign);
            return new ModelComparison(
                Horizon, model, scores.Length, scores.Sum(s => s.Count), qlike, Median(scores.Select(s => s.Qlike))!.Value, Mean(LossGroup.Without(rows, Horizon, WorstWeek).Rows, r => r.First),
                Ratio(rows), isBenchmark ? null : LossComparison.Of(rows, _steps, 0.90).Value?.RatioOfMeans, isBenchmark ? null : DieboldMariano.Pooled(rows, _steps).Value,
                Significant(-1), Significant(1), scores.Count(s => s.InConfidenceSet), Median(Slopes(model)), scores.Average(s => s.MeanRatio), scores.Average(s => s.Coverage),
                [.. LossGroup.ByTercile(rows, r => _expected[(r.Symbol, r.Origin)]).Select(g => Ratio(g.Rows))]);
        }

        private PairedLoss[] Rows(string model) => PairedLoss.Of(_positive, model, _benchmark);

        private IEnumerable<double> Slopes(string model) =>
            from t in _positive
            let fit = MincerZarnowitz.Logs([.. t.Realized.Select(y => y!.Value)], t.Of(model), _steps).Value
            where fit is not null
            select fit.Slope;
    }
}
