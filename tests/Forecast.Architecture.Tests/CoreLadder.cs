using System.Text.RegularExpressions;
using ArchUnitNET.Domain;

namespace Forecast.ArchitectureTests;

/// <summary>The folders of Core are a ladder: a namespace uses only those before it.</summary>
internal static partial class CoreLadder
{
    private static readonly string[] Rungs = ["Numerics", "Market", "Measures", "Features", "Models", "Evaluation", "Portfolio", "Margin", "Stress", "Governance"];

    /// <summary>Dependencies of compiled types that go up the ladder.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<IType> types) =>
        [.. types.SelectMany(t => t.Dependencies.Select(d => (From: t, To: d.Target))).Where(d => GoesUp(d.From.FullName, d.To.FullName)).Select(d => $"{d.From.FullName} → {d.To.FullName}").Distinct()];

    /// <summary>Namespaces imported up the ladder: a constant is copied at compile time and leaves no trace in the assembly.</summary>
    public static IReadOnlyList<string> Violations(SourceText file)
    {
        var here = Declaration().Match(file.Text).Groups[1].Value;
        return [.. Import().Matches(file.Text).Select(m => m.Groups[1].Value).Where(to => GoesUp(here, to)).Select(to => $"{file.Path}: using {to}")];
    }

    private static bool GoesUp(string from, string to) => Rung(from) is { } a && Rung(to) is { } b && b > a;

    private static int? Rung(string name)
    {
        if (!name.StartsWith("Forecast.Core.", StringComparison.Ordinal)) return null;
        var folder = name.Split('.')[2];
        var rung = Array.IndexOf(Rungs, folder);
        return rung >= 0 ? rung : throw new InvalidOperationException($"the namespace of {name} has no rung; give it a place in the ladder");
    }

    [GeneratedRegex(@"^namespace (Forecast\.Core\.[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^using (?:static |\w+ = )?(Forecast\.Core\.[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Import();
}
