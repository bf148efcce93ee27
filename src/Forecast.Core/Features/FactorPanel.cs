using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Features;

/// <summary>One number a bar of many instruments on one grid of bars, NaN where absent; row r is of the bar that ends at First + r × step.</summary>
internal sealed class FactorPanel
{
    private readonly string[] _symbols;
    private readonly double[][] _columns;

    /// <param name="bars">In ordinal order of venue and symbol, with one interval.</param>
    /// <param name="value">The number of bar i; NaN where it is absent.</param>
    public FactorPanel(IReadOnlyList<BarSeries> bars, Func<BarSeries, int, double> value)
    {
        var filled = bars.Where(b => b.Count > 0).ToArray();
        Step = Duration.Microseconds(bars[0].Interval);
        First = filled.Length == 0 ? 0 : filled.Min(b => b.End(0));
        Rows = filled.Length == 0 ? 0 : (int)((filled.Max(b => b.End(b.Count - 1)) - First) / Step) + 1;
        _symbols = [.. filled.Select(b => $"{b.Venue}/{b.Symbol}")];
        _columns = Array.ConvertAll(filled, b =>
        {
            var column = new double[Rows];
            Array.Fill(column, double.NaN);
            for (var i = 0; i < b.Count; i++) column[(b.End(i) - First) / Step] = value(b, i);
            return column;
        });
    }

    public long First { get; }

    public long Step { get; }

    public int Rows { get; }

    /// <summary>Loadings from rows [<paramref name="from"/>, <paramref name="to"/>), of the instruments that have half of a window of <paramref name="window"/> rows and varied; null where there is none.</summary>
    public (FactorLoadings Loadings, int[] Members)? Load(int from, int to, int window)
    {
        var members = new List<(int Column, double Mean, double Deviation)>();
        for (var c = 0; c < _columns.Length; c++)
        {
            var moments = default(Comoments);
            foreach (var x in _columns[c].AsSpan(from, to - from))
            {
                if (!double.IsNaN(x)) moments.Add(x, x);
            }
            if (moments.Count >= 2 && 2 * moments.Count >= window && Math.Sqrt(moments.XX / (moments.Count - 1)) is > 0 and var deviation) members.Add((c, moments.MeanX, deviation));
        }
        if (members.Count == 0) return null;
        var component = PrincipalComponent.Of(Correlations([.. members.Select(m => Standardised(m.Column, m.Mean, m.Deviation, from, to))], window));
        return (new FactorLoadings(First + ((to - 1) * Step), [.. members.Select(m => _symbols[m.Column])], component.Weights, [.. members.Select(m => m.Mean)], [.. members.Select(m => m.Deviation)], component.Variance),
            [.. members.Select(m => m.Column)]);
    }

    /// <summary>The factor in a row; null where the instruments that are there have less than half of the squared weights.</summary>
    public double? Score(FactorLoadings loadings, int[] members, int row)
    {
        double sum = 0, squares = 0;
        for (var k = 0; k < members.Length; k++)
        {
            var x = _columns[members[k]][row];
            if (double.IsNaN(x)) continue;
            var w = loadings.Weights[k];
            sum += w * ((x - loadings.Means[k]) / loadings.Deviations[k]);
            squares += w * w;
        }
        return squares >= 0.5 ? sum / squares / Math.Sqrt(loadings.Variance) : null;
    }

    private double[] Standardised(int column, double mean, double deviation, int from, int to) => Array.ConvertAll(_columns[column][from..to], x => (x - mean) / deviation);

    // Of each pair over the bars that both have; those that have less than a quarter of the window in common are taken as uncorrelated.
    private static double[,] Correlations(double[][] z, int window)
    {
        var c = new double[z.Length, z.Length];
        for (var i = 0; i < z.Length; i++)
        {
            c[i, i] = 1;
            for (var j = 0; j < i; j++)
            {
                var (sum, count) = (0.0, 0);
                for (var r = 0; r < z[i].Length; r++)
                {
                    var product = z[i][r] * z[j][r];
                    if (double.IsNaN(product)) continue;
                    sum += product;
                    count++;
                }
                c[i, j] = c[j, i] = count > 1 && 4 * count >= window ? Math.Clamp(sum / (count - 1), -1, 1) : 0;
            }
        }
        return c;
    }
}
