using System.Globalization;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// The rows that a heterogeneous autoregression reads: the realised variance, what the variant needs beside it, in that order, then exogenous columns where it takes them; each column checked.
/// <para>Where jumps are tested, the bipower variation of a row without a significant one is its realised variance: C = RV, J = 0.</para>
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
        if (Check(variant, "realised variances", "positive", sample.Values, sample, static v => v > 0) is { } refusal) return (null, refusal);
        if (variant.TakesExogenous && sample.Exogenous.Count == 0) return (null, $"{variant.Id} needs an exogenous column: --exog COLUMNS");
        if (!variant.TakesExogenous && sample.Exogenous.Count > 0) return (null, $"{variant.Id} does not read {sample.Exogenous[^1].Name}; har-x takes exogenous columns");
        var columns = new List<double[]> { sample.Values };
        if (sample.Exogenous.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } same) return (null, $"{variant.Id} has two columns of one name: {same.Key}");
        foreach (var need in variant.Needs)
        {
            var (name, option, values) = need switch
            {
                Companion.Quarticity => ("quarticity", "--quarticity", sample.Quarticity),
                Companion.Bipower => ("bipower", "--bipower", sample.Bipower),
                _ => ("down semivariance", "--down-semivariance", sample.DownSemivariance),
            };
            if (values is null) return (null, $"{variant.Id} needs a {name} column: {option} COLUMN");
            if (Check(variant, name, "finite, not negative", values, sample, static v => v >= 0) is { } reason) return (null, reason);
            if (need == Companion.DownSemivariance && Excess(values, sample.Values) is >= 0 and var i)
                return (null, string.Create(CultureInfo.InvariantCulture, $"{variant.Id} needs a down semivariance of at most the variance; in row {i + 1} they are {values[i]} and {sample.Values[i]}"));
            columns.Add(values);
        }
        if (variant.TestsJumps && sample.JumpRatio is { } ratio)
        {
            if (Check(variant, "jump ratios", "finite", ratio, sample, static _ => true) is { } reason) return (null, reason);
            columns[1] = [.. columns[1].Select((bipower, t) => JumpTest.Jump(sample.Values[t], bipower, ratio[t]) > 0 ? bipower : sample.Values[t])];
        }
        foreach (var (name, values) in sample.Exogenous)
        {
            if (Check(variant, $"numbers in {name}", "finite", values, sample, static _ => true) is { } reason) return (null, reason);
            columns.Add(values);
        }
        return (new HarObservations(variant, [.. columns], [.. sample.Exogenous.Select(c => c.Name)]), null);
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
                case Companion.Quarticity:
                    measures[(int)HarMeasure.Quarticity] = value;
                    break;
                case Companion.Bipower:
                    measures[(int)HarMeasure.Continuous] = Math.Min(variance, value);
                    measures[(int)HarMeasure.Jump] = Math.Max(variance - value, 0);
                    break;
                case Companion.DownSemivariance:
                    measures[(int)HarMeasure.Down] = value;
                    measures[(int)HarMeasure.Up] = Math.Max(variance - value, 0);
                    break;
            }
        }
        row[(variant.Needs.Count + 1)..].CopyTo(measures[(int)HarMeasure.Exogenous..]);
    }

    // The first row whose falls are more than the whole, or −1.
    private static int Excess(double[] falls, double[] series) => Array.FindIndex([.. falls.Zip(series, (fall, whole) => fall > whole * (1 + 1e-9))], static exceeds => exceeds);

    private static string? Check(HarVariant variant, string what, string kind, double[] values, SeriesSample sample, Predicate<double> isGood)
    {
        if (values.Length != sample.Values.Length) return string.Create(CultureInfo.InvariantCulture, $"{variant.Id} needs one {what} a row; there are {values.Length} for {sample.Values.Length} rows");
        var bad = Array.FindIndex(values, v => !(Math.Abs(v) <= StoredState.LargestMemory) || !isGood(v));
        return bad < 0 ? null
            : Math.Abs(values[bad]) is > StoredState.LargestMemory and < double.PositiveInfinity ? string.Create(CultureInfo.InvariantCulture, $"{variant.Id} needs {what} of at most {StoredState.LargestMemory}; value {bad + 1} is {values[bad]}: rescale the series")
            : string.Create(CultureInfo.InvariantCulture, $"{variant.Id} needs {kind} {what}; value {bad + 1} is {values[bad]}");
    }
}
