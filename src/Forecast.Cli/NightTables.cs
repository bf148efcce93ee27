using System.Globalization;
using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>A night for a person and for a machine.</summary>
internal static class NightTables
{
    /// <summary>Tables: what came in, the forecasts with their intervals, the recommendations with their main reason, and what to do next.</summary>
    /// <param name="night">The night.</param>
    /// <param name="report">Where its page was written; null where none was.</param>
    /// <param name="stores">The options, each behind a blank, that say which instruments and stores it was of.</param>
    public static void Write(NightView night, string? report, string stores)
    {
        var outcome = night.Outcome;
        if (night.Simulated) Console.WriteLine("SIMULATED market: these prices are made up; try --source files --data DIR for real ones.");
        Console.WriteLine($"As of {Instant.Format(outcome.AsOf)}: {outcome.Instruments.Count(i => i.Error is null)} of {Math.Max(outcome.Instruments.Count, outcome.Ingested.Count)} instruments delivered.");
        WriteIngest(outcome);
        WriteForecasts(night);
        if (night.Recommendations.Count > 0) RecommendationTables.WriteList(night.Recommendations);
        foreach (var failed in outcome.Instruments.Where(i => i.Error is not null)) Console.WriteLine($"NOT DELIVERED {failed.Symbol}: {failed.Error}");
        WriteRegistry(night);
        Console.WriteLine();
        if (outcome.NothingToDo) Console.WriteLine("Nothing to do: all of this was done before, on the same data, settings and code.");
        if (report is not null) Console.WriteLine($"Report: {report}");
        if (!outcome.Replay) Console.WriteLine($"Repeat it whatever comes in later:  ./forecast nightly --source {(night.Simulated ? "sample" : "files")} --interval {Duration.Format(outcome.Settings.Interval)} --as-of {Instant.Format(outcome.AsOf)} --known-at {Instant.Format(outcome.KnownAt)}{stores}");
        if (night.Recommendations.Count > 0)
            Console.WriteLine($"Next: the reasons of one with  ./forecast recommendations show {night.Recommendations[0].Id}   the desk and the API with  ./forecast serve");
    }

    /// <summary>The same as one document.</summary>
    public static object Document(NightView night, string codeVersion) => new
    {
        asOf = Instant.Format(night.Outcome.AsOf),
        knownAt = Instant.Format(night.Outcome.KnownAt),
        simulated = night.Simulated,
        codeVersion,
        champion = night.Champion,
        challenger = night.Challenger is null ? null : ModelTables.Document(night.Challenger),
        drift = night.Drift.Select(DriftTables.Document),
        nothingToDo = night.Outcome.NothingToDo,
        ingested = night.Outcome.Ingested.Select(IngestTables.Document),
        instruments = night.Outcome.Instruments.Select(i => new { i.Venue, i.Symbol, delivered = i.Error is null, error = i.Error, i.StepsRun }),
        forecasts = night.Forecasts,
        recommendations = night.Recommendations,
        scorecards = night.Scorecards.Select(s => new
        {
            symbol = s.Symbol, horizon = Duration.Format(TimeSpan.FromMinutes(s.Row.HorizonMinutes)), s.Row.Model, s.Row.N, s.Row.Qlike, s.Row.Mse, s.Row.RatioToLogHar, s.Row.DmT, s.Row.DmP, s.Row.InMcs90, s.Row.MeanYOverF, s.Row.Coverage90,
        }),
    };

    private static void WriteRegistry(NightView night)
    {
        DriftTables.Write(night.Drift, alarmsOnly: true);
        if (night.Outcome.NotReviewed is { } why) Console.WriteLine($"The champion was not held against its challengers: {why}");
        var simulated = night.Simulated ? " --simulated" : "";
        if (night.Challenger is { } proposed)
            Console.WriteLine($"Proposed as champion: {proposed.Model}. The reasons with  ./forecast models compare {proposed.Model} {night.Champion}{simulated}   decide with  ./forecast models promote {proposed.Model} --by NAME --reason TEXT{simulated}");
    }

    private static void WriteIngest(NightlyOutcome outcome)
    {
        IngestTables.WriteCompleteness(outcome.Ingested);
        foreach (var report in outcome.Ingested.Where(r => r.Faulty || r.Delivery.Flagged.Count > 0)) IngestTables.WriteFaults(report);
    }

    private static void WriteForecasts(NightView night)
    {
        var champion = night.Forecasts.Where(f => f.Model == night.Champion).ToArray();
        if (champion.Length == 0) return;
        var horizons = champion.Select(f => f.Horizon).Distinct().ToArray();
        var table = Screen.Table($"Volatility forecasts of {night.Champion}: % over the horizon, not annualised; the 90 % interval of the 1-day forecast", ["instrument", .. horizons, "1d, 90 %", "1d, annualised (365 d)"]);
        foreach (var symbol in champion.GroupBy(f => (f.Venue, f.Symbol)))
        {
            var day = symbol.FirstOrDefault(f => f.Horizon == "1d");
            var range = day is { Lower90: { } low, Upper90: { } high } ? $"{Percent(Math.Sqrt(low))} – {Percent(Math.Sqrt(high))}" : "too short a history";
            table.AddRow([symbol.Key.Symbol, .. horizons.Select(h => symbol.FirstOrDefault(f => f.Horizon == h) is { } f ? Percent(f.Volatility) : ""), range, day is null ? "" : Percent(day.AnnualizedVolatility365, 0)]);
        }
        Screen.Out.Write(table);
        if (champion.Any(f => f.ShockProbability is not null || f.Tails.Count > 0)) WriteBeside(champion);
    }

    private static void WriteBeside(IReadOnlyList<ForecastView> champion)
    {
        var table = Screen.Table("Beside them: intervals of the 1-day forecast; the 1-day loss in % of notional that is exceeded once in 100, and the mean loss beyond it; the chance that variance exceeds the 99th percentile of 90 days",
            "instrument", "1d, 80 %", "1d, 95 %", "long, 99 %", "beyond", "short, 99 %", "beyond", "shock in 1h", "in 1d");
        foreach (var symbol in champion.GroupBy(f => (f.Venue, f.Symbol)))
        {
            var (hour, day) = (symbol.FirstOrDefault(f => f.Horizon == "1h"), symbol.FirstOrDefault(f => f.Horizon == "1d"));
            table.AddRow([symbol.Key.Symbol, Range(day?.Lower80, day?.Upper80), Range(day?.Lower95, day?.Upper95), .. new[] { "long", "short" }.Select(s => day?.Tail(s, 0.99)).SelectMany(t => new[] { Share(t?.Quantile), Share(t?.Shortfall) }),
                Share(hour?.ShockProbability, 1), Share(day?.ShockProbability, 1)]);
        }
        Screen.Out.Write(table);

        static string Range(double? low, double? high) => low is { } l && high is { } h ? $"{Percent(Math.Sqrt(l))} – {Percent(Math.Sqrt(h))}" : "";

        static string Share(double? share, int digits = 2) => share is { } s ? Percent(s, digits) : "";
    }

    private static string Percent(double fraction, int digits = 2) => (100 * fraction).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
