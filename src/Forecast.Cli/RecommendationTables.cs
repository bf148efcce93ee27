using System.Globalization;
using System.Text.Json;
using Forecast.Pipeline.Views;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>Recommendations for a person.</summary>
internal static class RecommendationTables
{
    /// <summary>One line an instrument: in force, proposed, change, and what moves it most.</summary>
    public static void WriteList(IReadOnlyList<RecommendationView> views)
    {
        var table = Screen.Table("Recommended margin parameters (proposed, not approved). Higher = more margin = lower risk to the fund, higher cost to members", "instrument", "initial in force", "proposed", "change", "maintenance", "max leverage", "id", "main reason");
        table.Columns[^1].NoWrap = false;
        table.Columns[^1].Alignment = Justify.Left;
        foreach (var v in views)
        {
            var change = v.Current is null ? "–" : Signed(v.Proposed.InitialMarginPpm - v.Current.InitialMarginPpm);
            table.AddRow(v.Symbol + (v.Simulated ? " (simulated)" : ""), v.Current is null ? "none imported" : Screen.Ppm(v.Current.InitialMarginPpm), Screen.Ppm(v.Proposed.InitialMarginPpm), change,
                Screen.Ppm(v.Proposed.MaintenanceMarginPpm), v.Proposed.MaximumLeverage.ToString(CultureInfo.InvariantCulture) + "×", v.Id, Markup.Escape(MainReason(v)));
        }
        Screen.Out.Write(table);
    }

    /// <summary>The headline, the parts of the change, the rates side by side, and the coverage.</summary>
    public static void WriteOne(RecommendationView v)
    {
        var c = v.Content;
        Console.WriteLine($"{v.Symbol} ({v.Venue}){(v.Simulated ? "  SIMULATED prices" : "")}  as of {v.AsOf}  {v.State}  {v.Id}");
        Console.WriteLine(c.GetProperty("headline").GetString());
        var parameters = Screen.Table("Parameters", "parameter", "in force", "proposed");
        parameters.AddRow("initial margin", v.Current is null ? "none imported" : Screen.Ppm(v.Current.InitialMarginPpm), Screen.Ppm(v.Proposed.InitialMarginPpm));
        parameters.AddRow("maintenance margin", v.Current is null ? "none imported" : Screen.Ppm(v.Current.MaintenanceMarginPpm), Screen.Ppm(v.Proposed.MaintenanceMarginPpm));
        parameters.AddRow("maximum leverage", v.Current is null ? "none imported" : $"{v.Current.MaximumLeverage}×", $"{v.Proposed.MaximumLeverage}×");
        Screen.Out.Write(parameters);
        var parts = Screen.Table("Why: signed parts of the change of initial margin, in points of notional", "part", "points", "because");
        parts.Columns[2].Alignment = Justify.Left;
        parts.Columns[2].NoWrap = false;
        var sum = 0;
        foreach (var part in c.GetProperty("contributions").EnumerateArray())
        {
            var ppm = part.GetProperty("ppm").GetInt32();
            sum += ppm;
            parts.AddRow(Markup.Escape(part.GetProperty("id").GetString()!), Signed(ppm), Markup.Escape(part.GetProperty("sentence").GetString()!));
        }
        parts.AddRow("sum", Signed(sum), v.Current is null ? "the proposed margin" : "the change");
        Screen.Out.Write(parts);
        if (c.TryGetProperty("alternatives", out var alternatives) && alternatives.GetArrayLength() > 0)
        {
            var others = Screen.Table("Alternatives: the same rules at twice, once and half the breaches", "", "confidence", "initial", "maintenance", "max leverage", "past periods covered");
            foreach (var a in alternatives.EnumerateArray())
            {
                var p = a.GetProperty("proposed");
                others.AddRow(a.GetProperty("name").GetString()!, Screen.Ppm(a.GetProperty("confidencePpm").GetInt32()), Screen.Ppm(p.GetProperty("initialPpm").GetInt32()), Screen.Ppm(p.GetProperty("maintenancePpm").GetInt32()), $"{p.GetProperty("maximumLeverage").GetInt32()}×", Screen.Percent(a.GetProperty("coverage").GetDouble(), 1));
            }
            Screen.Out.Write(others);
        }
        if (c.TryGetProperty("tiers", out var size) && size.ValueKind == JsonValueKind.Object)
        {
            var tiers = Screen.Table($"By size of position, in quote currency: what lies in a tier pays its rate. No position above {Money(size.GetProperty("positionCap"))}, a tenth of a day's volume; impact coefficient {size.GetProperty("impactCoefficient").GetDouble().ToString("0.00", CultureInfo.InvariantCulture)}", "from", "initial", "maintenance", "max leverage");
            foreach (var t in size.GetProperty("tiers").EnumerateArray())
                tiers.AddRow(Money(t.GetProperty("fromNotional")), Screen.Ppm(t.GetProperty("initialPpm").GetInt32()), Screen.Ppm(t.GetProperty("maintenancePpm").GetInt32()), $"{t.GetProperty("maximumLeverage").GetInt32()}×");
            Screen.Out.Write(tiers);
        }
        var rates = Screen.Table("Raw margin rates, % of notional", "period", "confidence", "side", "static", "dynamic", "predictive", "scenarios");
        foreach (var line in c.GetProperty("rates").EnumerateArray())
        {
            string Rate(string name) => Screen.Percent(line.GetProperty(name).GetDouble());
            rates.AddRow(line.GetProperty("mpor").GetString()!, line.GetProperty("confidence").GetString()!, line.GetProperty("side").GetString()!, Rate("static"), Rate("dynamic"), Rate("predictive"), line.GetProperty("scenarios").GetInt32().ToString(CultureInfo.InvariantCulture));
        }
        Screen.Out.Write(rates);
        if (c.TryGetProperty("forecastModel", out var model)) Console.WriteLine($"Predictive rates are made from the forecasts of {model.GetString()}.");
        if (c.GetProperty("coverageAtCurrent").ValueKind == JsonValueKind.Number)
            Console.WriteLine($"If you do nothing: the margin in force would cover {Screen.Percent(c.GetProperty("coverageAtCurrent").GetDouble(), 1)} of past periods at today's volatility.");
        Console.WriteLine($"The proposed margin would cover {Screen.Percent(c.GetProperty("coverageAtProposed").GetDouble(), 1)} of past periods at today's volatility; promised are {c.GetProperty("marginClass").GetProperty("confidencePpm").GetInt32() / 10_000.0:0.0} %.");
        Console.WriteLine($"Policy version {c.GetProperty("policyVersion").GetInt32()} ({c.GetProperty("policyHash").GetString()![..12]}), content {v.ContentSha256[..12]}");
    }

    private static string MainReason(RecommendationView v)
    {
        if (v.Current is null)
        {
            // With nothing to compare with, the rate itself is the reason, not what changed since yesterday.
            string[] model = ["level", "forecast", "year", "tail", "control"];
            var parts = v.Content.GetProperty("contributions").EnumerateArray().Select(p => (Id: p.GetProperty("id").GetString()!, Ppm: p.GetProperty("ppm").GetInt32())).ToArray();
            var rule = parts.Where(p => !model.Contains(p.Id)).MaxBy(p => Math.Abs(p.Ppm));
            var terms = v.Content.GetProperty("marginClass");
            return $"model rate {Screen.Ppm(parts.Where(p => model.Contains(p.Id)).Sum(p => p.Ppm))} ({terms.GetProperty("confidencePpm").GetInt32() / 10_000.0:0.0} %, {terms.GetProperty("periodDays").GetInt32()} d), {rule.Id} {Signed(rule.Ppm)}";
        }
        var largest = v.Content.GetProperty("contributions").EnumerateArray().MaxBy(p => Math.Abs(p.GetProperty("ppm").GetInt32()));
        return largest.GetProperty("sentence").GetString()!;
    }

    private static string Money(JsonElement amount) => amount.GetDecimal().ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Signed(int ppm) => (ppm / 10_000m).ToString("+0.0###;−0.0###;0.0", CultureInfo.InvariantCulture);
}
