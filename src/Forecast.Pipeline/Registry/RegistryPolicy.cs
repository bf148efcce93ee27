using System.Text.Json;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;

namespace Forecast.Pipeline.Registry;

/// <summary>The stored settings of the registry (<c>data/registry.json</c>).</summary>
/// <param name="Version">Grows with each change.</param>
/// <param name="Decide">Who makes a proposed challenger champion: <c>person</c>, or <c>policy</c> by itself.</param>
/// <param name="WindowDays">Days of walk-forward forecasts up to the newest as-of that the rule judges by.</param>
/// <param name="Horizons">Horizons at which a challenger must be better.</param>
/// <param name="Promotion">What better means.</param>
/// <param name="Drift">From where on a move is a drift.</param>
public sealed record RegistryPolicy(int Version, string Decide, int WindowDays, IReadOnlyList<string> Horizons, PromotionThresholds Promotion, DriftThresholds Drift)
{
    /// <summary>Whether a proposal needs no person.</summary>
    public bool DecidesItself => Decide == "policy";

    /// <summary>The horizons that count.</summary>
    public IReadOnlyList<TimeSpan> Counted => [.. Horizons.Select(Duration.Parse)];

    /// <summary>The settings of a repository.</summary>
    /// <exception cref="InvalidDataException">The file has none, or they contradict themselves; the message names the file and every fault.</exception>
    public static RegistryPolicy Read(string root) => SettingsFile.Read<RegistryPolicy>(Path.Combine(root, "data", "registry.json"), p => p.Faults());

    /// <summary>Identity of the settings of a kind.</summary>
    internal static string HashOf<T>(T settings) => Hash.Of(JsonSerializer.Serialize(settings, JsonSerializerOptions.Web))[..16];

    private IEnumerable<string> Faults()
    {
        if (Version < 1) yield return $"version is {Version}; it starts at 1";
        if (Decide is not ("person" or "policy")) yield return $"decide is '{Decide}'; allowed are person and policy";
        if (WindowDays is < 30 or > 3650) yield return $"windowDays is {WindowDays}; allowed are 30 to 3650";
        if (Horizons.Count == 0) yield return "horizons is empty";
        foreach (var h in Horizons.Where(h => !Duration.TryParse(h, out var d) || !PipelineSettings.DefaultHorizons.Contains(d)))
            yield return $"horizons has '{h}'; allowed are {string.Join(", ", PipelineSettings.DefaultHorizons.Select(Duration.Format))}";
        foreach (var fault in Promotion.Faults().Concat(Drift.Faults())) yield return fault;
    }
}
