using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Har;
using Forecast.Core.Tests.Models.Returns;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>What is stored may come back incomplete or spoiled: every state refuses that, and says what is wrong. Adding one is one line in <see cref="Kinds"/>.</summary>
public sealed class StoredStateTests
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly Dictionary<string, (Func<string> Store, Action<string> Restore)> Kinds = new()
    {
        ["realized-garch"] = (
            () => JsonSerializer.Serialize(new RealizedGarchState(new(0.05, 0.06, 0.4, 0.55, -0.07, 0.07, 1.02, 0.4, -0.18), -0.5, 7)),
            json => _ = new RealizedGarchFilter(JsonSerializer.Deserialize<RealizedGarchState>(json, Options)!)),
        ["heavy"] = (
            () => JsonSerializer.Serialize(new HeavyState(new(0.02, 0.4, 0.55, 0.03, 0.45, 0.5), 0.6, 0.7, 7)),
            json => _ = new HeavyFilter(JsonSerializer.Deserialize<HeavyState>(json, Options)!)),
        ["ssa"] = (
            () => JsonSerializer.Serialize(new SsaState([[0.1, 0.2, 0.6], [0.15, 0.2, 0.5]], -9, -11, -7, [1.02, 1.03], [0.3, -0.2, 0.1], 7)),
            json => _ = new SsaFilter(JsonSerializer.Deserialize<SsaState>(json, Options)!)),
        ["harq"] = (() => Har("harq", [1, 3]), Har),
        ["shar"] = (() => Har("shar", [1, 3]), Har),
        ["hexp"] = (() => Har("hexp", [1, 5]), Har),
        ["har-x"] = (() => Har("har-x", [1, 2]), Har),
    };

    // Of those cut off after 1000 lags each number would be tried.
    private static IEnumerable<string> Equations => VarianceEquationCases.AllNames.Select(n => n.Data).Where(n => !n.StartsWith("figarch", StringComparison.Ordinal));

    public static TheoryData<string> Names => [.. Equations, .. Kinds.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_part_that_is_missing_is_named(string name)
    {
        var (json, restore) = Kind(name);
        restore(json);
        var parts = Leaves(JsonNode.Parse(json)!).SelectMany(path => Enumerable.Range(1, path.Length).Select(n => path[..n])).Where(p => p[^1] is string).DistinctBy(p => string.Join('.', p)).ToArray();
        Assert.InRange(parts.Length, 4, 40);
        foreach (var part in parts)
        {
            var spoiled = JsonNode.Parse(json)!;
            At(spoiled, part[..^1]).AsObject().Remove((string)part[^1]);
            AssertRefused(restore, spoiled, part);
        }
        foreach (var nothing in (string[])["{}", "null"]) Assert.True(Record.Exception(() => restore(nothing)) is ArgumentException or JsonException);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_number_that_is_none_or_huge_is_named(string name)
    {
        var (json, restore) = Kind(name);
        var numbers = Leaves(JsonNode.Parse(json)!).Where(path => At(JsonNode.Parse(json)!, path).GetValueKind() == JsonValueKind.Number).ToArray();
        Assert.InRange(numbers.Length, 4, 100);
        foreach (var path in numbers)
        {
            foreach (var bad in (JsonNode[])["NaN", "-Infinity", 1.5e308, -1.5e308])
            {
                var spoiled = JsonNode.Parse(json)!;
                var parent = At(spoiled, path[..^1]);
                if (path[^1] is int i) parent[i] = bad.DeepClone();
                else parent[(string)path[^1]] = bad.DeepClone();
                AssertRefused(restore, spoiled, path);
            }
        }
    }

    private static void AssertRefused(Action<string> restore, JsonNode spoiled, object[] path)
    {
        var json = spoiled.ToJsonString();
        var refusal = Record.Exception(() => restore(json));
        Assert.True(refusal is ArgumentException or JsonException, $"{string.Join('.', path)}: {refusal?.GetType().Name ?? "accepted"} for {json}");
        Assert.True(path.OfType<string>().Any(part => refusal!.Message.Contains(part, StringComparison.Ordinal)), refusal!.Message);
    }

    private static (string Json, Action<string> Restore) Kind(string name)
    {
        if (Kinds.TryGetValue(name, out var kind)) return (kind.Store(), kind.Restore);
        var (id, orders, p) = VarianceEquationCases.Named(name);
        var state = ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Ar, 1, 3), "t", [0.05, 0.2, -0.1, .. p, 6], new(0.8, false), [0.3, -0.4, 0.1]);
        foreach (var r in VarianceEquationCases.Residuals(30)) state.Append(r);
        return (JsonSerializer.Serialize(state.Snapshot()), json => ReturnState.Restore(JsonSerializer.Deserialize<ReturnStateSnapshot>(json, Options)!));
    }

    private static string Har(string id, int[] lags)
    {
        var variant = HarVariants.Get(id);
        var observations = HarSample.Observations(variant, HarSample.Of(variant, 36, 400));
        var fit = HarEstimator.Estimate(HarDesign.Of(observations, new HarRungs(lags, null, observations.Exogenous)), HarTarget.Over(2), TestContext.Current.CancellationToken)!;
        return JsonSerializer.Serialize(HarState.After(fit, observations).Snapshot());
    }

    private static void Har(string json) => HarState.Restore(JsonSerializer.Deserialize<HarStateSnapshot>(json, Options)!);

    // The way to each value: names and positions. What only follows from others is not stored.
    private static IEnumerable<object[]> Leaves(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(m => m.Value is JsonArray { Count: 0 } ? [[m.Key]] : Leaves(m.Value!).Select(rest => (object[])[m.Key, .. rest])),
        JsonArray items => items.SelectMany((item, i) => Leaves(item!).Select(rest => (object[])[i, .. rest])),
        _ => [[]],
    };

    private static JsonNode At(JsonNode node, object[] path) => path.Aggregate(node, (at, step) => step is int i ? at[i]! : at[(string)step]!);
}
