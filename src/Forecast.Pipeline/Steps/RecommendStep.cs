using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Steps;

/// <summary>Walk-forward forecasts and prices → raw margin rates, and a recommendation against the parameters in force, stored as proposed.</summary>
internal static class RecommendStep
{
    /// <summary>The state of a recommendation that nobody has looked at yet.</summary>
    public const string Proposed = "proposed";

    public static StepResult Run(InstrumentDay day, long item)
    {
        var instrument = day.Instrument();
        var champion = day.Champion();
        var samples = PipelineSettings.MarginPeriods.Select(p => Sample(day, champion, p)).ToArray();
        var inForce = day.CurrentParameter();
        var current = inForce is null ? null : new MarginParameters(inForce.InitialMarginPpm, inForce.MaintenanceMarginPpm, inForce.MaximumLeverage);
        var made = Recommender.Recommend(instrument, day.Simulated, day.Settings.Policy, current, samples, day.LowestInForce(), MarketImpact.Of(day.Bars)) with { ForecastModel = champion };
        var rates = made.Rates.SelectMany(line => Rows(item, line)).ToArray();
        var content = made.ToCanonicalJson();
        var sha256 = Hash.Of(content);
        return new StepResult(sha256, db =>
        {
            db.MarginRates.AddRange(rates);
            db.Recommendations.Add(new Recommendation
            {
                // The same content from other code or settings is another recommendation: the work item is part of its name.
                Id = Hash.Of($"{sha256}\n{day.Settings.Hash}\n{day.Workspace.CodeVersion}\n{day.RecommendVersion()}")[..12],
                WorkItemId = item,
                Venue = day.Venue,
                Symbol = day.Symbol,
                AsOf = day.AsOf,
                State = Proposed,
                Version = 1,
                Simulated = day.Simulated,
                PolicyHash = made.PolicyHash,
                CurrentInitialPpm = current?.InitialPpm,
                CurrentMaintenancePpm = current?.MaintenancePpm,
                CurrentMaximumLeverage = current?.MaximumLeverage,
                ProposedInitialPpm = made.Proposed.InitialPpm,
                ProposedMaintenancePpm = made.Proposed.MaintenancePpm,
                ProposedMaximumLeverage = made.Proposed.MaximumLeverage,
                Content = content,
                ContentSha256 = sha256,
                CreatedAt = Instant.From(day.Workspace.Clock.GetUtcNow()),
            });
        });
    }

    private static MarginSample Sample(InstrumentDay day, string champion, TimeSpan period)
    {
        var table = day.WalkForward().FirstOrDefault(t => t.Horizon == period && t.Models.Contains(champion))?.Common(champion);
        if (table is null || table.Count == 0 || table.Origins[^1] != day.AsOf)
            throw new InstrumentException(day, $"there is no forecast of {champion} over {Duration.Format(period)} at {Instant.Format(day.AsOf)}; a margin needs one. The models' refusals say why: {string.Join("; ", day.ModelFits().Select(f => f.Reason).Where(r => r is not null).Distinct())}");
        return MarginSample.From(day.Bars, period, table.Origins, table.Of(champion), day.Hours.Past);
    }

    private static IEnumerable<MarginRate> Rows(long item, RateLine line)
    {
        (string Method, double Rate)[] methods = [("static", line.Static), ("dynamic", line.Dynamic), ("predictive", line.Predictive)];
        return methods.Select(m => new MarginRate
        {
            WorkItemId = item,
            MporMinutes = (int)Duration.Parse(line.Mpor).TotalMinutes,
            ConfidencePpm = (int)Math.Round(double.Parse(line.Confidence, System.Globalization.CultureInfo.InvariantCulture) * 1e6),
            Target = "close",
            Side = line.Side,
            Method = m.Method,
            Rate = m.Rate,
            Scenarios = line.Scenarios,
        });
    }
}
