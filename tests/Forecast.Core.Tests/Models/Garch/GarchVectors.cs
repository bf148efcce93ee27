using System.Globalization;
using System.Text.Json;
using Forecast.Core.Models;
using Forecast.Core.Numerics;

namespace Forecast.Core.Tests.Models.Garch;

/// <summary>Series and reference results that the GARCH tests share.</summary>
internal static class GarchVectors
{
    private static readonly JsonElement Parity = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "parity.json"))).RootElement;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Vectors", "garch");

    /// <summary>The returns of one of the series in parity.json; skips where dem2gbp is not there.</summary>
    public static double[] Returns(string series) =>
        series == "dem2gbp" ? [.. SharedFolder.Lines("data/realized_reference/dmbp.csv.gz").Skip(1).Select(l => Number(l.Split(',')[1]))]
            : [.. File.ReadLines(Path.Combine(Folder, series + ".csv")).Skip(1).Select(Number)];

    /// <summary>100 × the simple returns of the adjusted S&amp;P 500 close, 1999 to 2018.</summary>
    public static double[] Sp500()
    {
        var close = SharedFolder.Lines("data/realized_reference/arch_sp500.csv.gz").Skip(1).Select(l => Number(l.Split(',')[5])).ToArray();
        return [.. close.Skip(1).Select((p, i) => 100 * ((p / close[i]) - 1))];
    }

    /// <summary>A node of parity.json.</summary>
    public static JsonElement Node(params string[] path) => path.Aggregate(Parity, (node, name) => node.GetProperty(name));

    /// <summary>A node's values, an object's or an array's.</summary>
    public static double[] Values(this JsonElement node) =>
        [.. node.ValueKind == JsonValueKind.Array ? node.EnumerateArray().Select(e => e.GetDouble()) : node.EnumerateObject().Select(e => e.Value.GetDouble())];

    /// <summary>Returns that follow <paramref name="p"/>, from its unconditional variance.</summary>
    public static double[] Simulate(in GarchParameters p, int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        var (h, returns) = (p.UnconditionalVariance, new double[length]);
        for (var t = 0; t < length; t++)
        {
            var e = Math.Sqrt(h) * SyntheticBars.Normal(random);
            returns[t] = p.Mu + e;
            h = p.Next(e, h);
        }
        return returns;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
