using System.Globalization;
using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Pipeline.Registry;
using Forecast.Storage.Db.Entities;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>The registry for a person and for a machine.</summary>
internal static class ModelTables
{
    // What a person reads; a net has thousands.
    private const int ParametersShown = 40;

    public static void WriteList(string scope, IReadOnlyList<ModelView> models)
    {
        WriteScope(scope);
        string[] horizons = [.. models.SelectMany(m => m.Scores).Select(s => s.Horizon).Distinct().OrderBy(Duration.Parse)];
        var table = Screen.Table("Models; scores are mean QLIKE over the instruments divided by log-HAR's, in the newest back-test of each instrument: below 1 is better", ["model", "alias", "fits", "refused", .. horizons, "mean y/f, 1d"]);
        foreach (var m in models)
        {
            table.AddRow([m.Model, string.Join(", ", m.Aliases), Count(m.Fits), Count(m.Refused), .. horizons.Select(h => F(Of(m, h)?.RatioToLogHar)), F(Of(m, "1d")?.MeanYOverF)]);
        }
        Screen.Write(table);
        if (horizons.Length == 0) Console.WriteLine("No night has scored them yet. Next: forecast nightly");

        static ModelScoreView? Of(ModelView model, string horizon) => model.Scores.FirstOrDefault(s => s.Horizon == horizon);
    }

    public static void WriteOne(string scope, string card, IReadOnlyList<ModelAlias> history, IReadOnlyList<FitView> fits)
    {
        WriteScope(scope);
        Console.WriteLine(card);
        Console.WriteLine();
        WriteHistory(history);
        if (fits.Count == 0)
        {
            Console.WriteLine("No night has fitted it: it is for back-tests. Its scores come with: forecast backtest --models ID");
            return;
        }
        var table = Screen.Table("Last fits, and the hashes of all that they hang on", "instrument", "horizon", "as of", "status", "rows", "data", "parameter names", "settings", "code", "artifact");
        foreach (var f in fits)
            table.AddRow(Markup.Escape(f.Symbol), f.Horizon, f.AsOf, f.Status, Count(f.Observations), f.DataVersion[..12], f.SchemaHash ?? "", f.SettingsHash, f.CodeVersion, f.ArtifactSha256?[..12] ?? "");
        Screen.Write(table);
        foreach (var f in fits.Where(f => f.Reason is not null)) Console.WriteLine($"{f.Symbol} {f.Horizon}: {f.Reason}");
        foreach (var names in fits.Where(f => f.Symbol == fits[0].Symbol && f.Parameters.Count > 0).GroupBy(f => f.SchemaHash))
        {
            var parameters = Screen.Table($"Parameters of {names.First().Symbol}{(fits.Any(f => f.Symbol != fits[0].Symbol) ? "; --symbols shows those of another" : "")}", ["parameter", .. names.Select(f => f.Horizon)]);
            for (var p = 0; p < Math.Min(ParametersShown, names.First().Parameters.Count); p++) parameters.AddRow([Markup.Escape(names.First().Parameters[p].Name), .. names.Select(f => Screen.Number(f.Parameters[p].Value))]);
            Screen.Write(parameters);
            if (names.First().Parameters.Count is > ParametersShown and var all) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all - ParametersShown:N0} more of {all:N0} parameters are not shown; --json gives all."));
        }
    }

    public static object Document(string scope, string model, string card, IReadOnlyList<ModelAlias> history, IReadOnlyList<FitView> fits) =>
        new { scope, model, card, history = history.Select(Document), fits };

    /// <summary>A decision as a document.</summary>
    public static object Document(ModelAlias a) => new
    {
        a.Alias, a.Number, a.Model, a.Withdrawn, effectiveAt = Instant.Format(a.EffectiveAt), decidedAt = Instant.Format(a.DecidedAt), a.DecidedBy, a.Reason, evidence = JsonSerializer.Deserialize<JsonElement>(a.Evidence),
    };

    public static void WriteScope(string scope)
    {
        if (scope == ModelAlias.Simulated) Console.WriteLine("SIMULATED market: these scores are of made-up prices.");
    }

    private static void WriteHistory(IReadOnlyList<ModelAlias> history)
    {
        if (history.Count == 0)
        {
            Console.WriteLine("It has never been champion nor challenger.");
            return;
        }
        var table = Screen.Table("Decisions that made it champion or challenger", "alias", "for nights from", "decided", "by", "because");
        table.Columns[^1].Alignment = Justify.Left;
        foreach (var a in history) table.AddRow(a.Withdrawn ? $"{a.Alias} no longer" : a.Alias, From(a.EffectiveAt), From(a.DecidedAt), Markup.Escape(a.DecidedBy), Markup.Escape(a.Reason));
        Screen.Write(table);
    }

    private static string From(long instant) => instant == 0 ? "the beginning" : Instant.Format(instant);

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string F(double? value) => value is { } v ? Screen.Number(v, "F3") : "";
}
