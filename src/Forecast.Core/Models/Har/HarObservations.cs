using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// The rows that a heterogeneous autoregression reads: the realised variance, then what the variant needs beside it, in that order; each column checked.
/// <para>A companion is taken by its name; where that is absent, from the unnamed columns (the realised measure, then the exogenous ones) in the order of the variant's needs.</para>
/// </summary>
public sealed class HarObservations
{
    private HarObservations(HarVariant variant, double[][] columns, string[] exogenous) => (Variant, Columns, Exogenous) = (variant, columns, exogenous);

    public HarVariant Variant { get; }

    /// <summary>The columns: RV, then the companions.</summary>
    public IReadOnlyList<double[]> Columns { get; }

    /// <summary>Names of the exogenous columns, the last ones of <see cref="Columns"/>.</summary>
    public IReadOnlyList<string> Exogenous { get; }

    public int Count => Columns[0].Length;

    /// <summary>The rows of a sample, or why they cannot be had.</summary>
    public static (HarObservations? Rows, string? Refusal) Of(HarVariant variant, SeriesSample sample)
    {
        var unnamed = new Queue<(string Name, double[] Values)>(sample.Exogenous);
        var columns = new List<double[]> { sample.Values };
        var exogenous = new List<string>();
        if (Check(variant, "realised variances", sample.Values, sample.Values, positive: true) is { } refusal) return (null, refusal);
        if (sample.Exogenous.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } same) return (null, $"{variant.Id} has two columns of one name: {same.Key}");
        if (sample.Realized is { } realized) unnamed = new Queue<(string, double[])>([("realized", realized), .. sample.Exogenous]);
        var asked = sample.Exogenous.Count;
        foreach (var need in variant.Needs)
        {
            var (name, option, named) = need switch
            {
                HarCompanion.Quarticity => ("quarticity", "--quarticity COLUMN", sample.Quarticity),
                HarCompanion.Bipower => ("bipower", "--bipower COLUMN", sample.Bipower),
                HarCompanion.DownSemivariance => ("down semivariance", "--down-semivariance COLUMN", sample.DownSemivariance),
                _ => ("exogenous", "--exog COLUMNS", null),
            };
            if (named is null && unnamed.Count == 0) return (null, $"{variant.Id} needs {(name == "exogenous" ? "an" : "a")} {name} column: {option}");
            do
            {
                var values = named ?? Take(unnamed, exogenous, need);
                if (Check(variant, need == HarCompanion.Exogenous ? $"numbers in {exogenous[^1]}" : name, values, sample.Values, positive: false, need) is { } reason) return (null, reason);
                columns.Add(values);
            }
            while (need == HarCompanion.Exogenous && unnamed.Count > 0);
        }
        return unnamed.Count > 0 && asked > 0
            ? (null, $"{variant.Id} does not read {unnamed.Last().Name}; har-x takes exogenous columns")
            : (new HarObservations(variant, [.. columns], [.. exogenous]), null);
    }

    /// <summary>The first <paramref name="count"/> rows.</summary>
    internal HarObservations First(int count) => new(Variant, [.. Columns.Select(c => c[..count])], [.. Exogenous]);

    /// <summary>Writes the <see cref="HarMeasure"/>s of one row, which is the realised variance and the companions in their order.</summary>
    public static void Measure(HarVariant variant, ReadOnlySpan<double> row, Span<double> measures)
    {
        var variance = row[0];
        measures.Clear();
        measures[(int)HarMeasure.Variance] = variance;
        for (var i = 0; i < variant.Needs.Count; i++)
        {
            var value = row[i + 1];
            switch (variant.Needs[i])
            {
                case HarCompanion.Quarticity:
                    measures[(int)HarMeasure.Quarticity] = value;
                    break;
                case HarCompanion.Bipower:
                    measures[(int)HarMeasure.Continuous] = Math.Min(variance, value);
                    measures[(int)HarMeasure.Jump] = Math.Max(variance - value, 0);
                    break;
                case HarCompanion.DownSemivariance:
                    measures[(int)HarMeasure.Down] = value;
                    measures[(int)HarMeasure.Up] = Math.Max(variance - value, 0);
                    break;
                default:
                    row[(i + 1)..].CopyTo(measures[(int)HarMeasure.Exogenous..]);
                    break;
            }
        }
    }

    private static double[] Take(Queue<(string Name, double[] Values)> unnamed, List<string> exogenous, HarCompanion need)
    {
        var (name, values) = unnamed.Dequeue();
        if (need == HarCompanion.Exogenous) exogenous.Add(name);
        return values;
    }

    private static string? Check(HarVariant variant, string what, double[] values, double[] series, bool positive, HarCompanion? companion = null)
    {
        if (values.Length != series.Length) return string.Create(CultureInfo.InvariantCulture, $"{variant.Id} needs one {what} a row; there are {values.Length} for {series.Length} rows");
        for (var i = 0; i < values.Length; i++)
        {
            var v = values[i];
            if (!double.IsFinite(v) || (positive && v <= 0) || (companion is not (null or HarCompanion.Exogenous) && v < 0))
                return string.Create(CultureInfo.InvariantCulture, $"{variant.Id} needs {(positive ? "positive" : companion == HarCompanion.Exogenous ? "finite" : "finite, not negative")} {what}; value {i + 1} is {v}");
            if (companion == HarCompanion.DownSemivariance && v > series[i] * (1 + 1e-9))
                return string.Create(CultureInfo.InvariantCulture, $"{variant.Id} needs a down semivariance of at most the variance; in row {i + 1} they are {v} and {series[i]}");
        }
        return null;
    }
}
