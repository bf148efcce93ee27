namespace Forecast.Core.Margin;

/// <summary>
/// One method's rates over all series of a comparison, with the losses, in the order of their dates: what its cost and its breaches are computed from, under weights of the dates.
/// <code>tick loss = Σ w (c − 1{L ≤ m}) (L − m) / Σ w;   equal breaches: k such that Σ w 1{L &gt; k m} ≤ (1 − c) Σ w</code>
/// <para>Reference: Koenker and Bassett (1978), Econometrica 46, for the tick loss.</para>
/// </summary>
internal sealed class MarginSeries
{
    private readonly int[] _date;
    private readonly double[] _rate, _loss;
    private readonly int[] _byRatio;
    private readonly double _confidence;

    public MarginSeries(IReadOnlyList<MarginBacktestRow> rows, IReadOnlyDictionary<long, int> dates, double confidence)
    {
        (_confidence, _date) = (confidence, [.. rows.Select(r => dates[r.Origin])]);
        (_rate, _loss) = ([.. rows.Select(r => r.Rate)], [.. rows.Select(r => r.TargetLoss)]);
        _byRatio = [.. Enumerable.Range(0, rows.Count).Where(i => _loss[i] > 0).OrderByDescending(i => Ratio(i))];
    }

    /// <summary>Mean tick loss.</summary>
    public double TickLoss(ReadOnlySpan<double> weights)
    {
        var (sum, all) = (0.0, 0.0);
        for (var i = 0; i < _rate.Length; i++)
        {
            var (w, excess) = (weights[_date[i]], _loss[i] - _rate[i]);
            (sum, all) = (sum + (w * (excess > 0 ? _confidence : _confidence - 1) * excess), all + w);
        }
        return sum / all;
    }

    /// <summary>The factor at which breaches are as many as promised, and the mean rate and mean shortfall given breach at it.</summary>
    public (double Factor, double MeanRate, double MeanShortfall, double WorstShortfall) AtEqualBreaches(ReadOnlySpan<double> weights)
    {
        var (all, mean) = (0.0, 0.0);
        for (var i = 0; i < _rate.Length; i++) (all, mean) = (all + weights[_date[i]], mean + (weights[_date[i]] * _rate[i]));
        var (allowed, beyond, factor) = ((1 - _confidence) * all, 0.0, 0.0);
        foreach (var i in _byRatio)
        {
            beyond += weights[_date[i]];
            if (!(beyond > allowed)) continue;
            factor = Ratio(i);
            break;
        }
        var (shortfall, breaches, worst) = (0.0, 0.0, 0.0);
        foreach (var i in _byRatio)
        {
            if (Ratio(i) <= factor) break;
            var (w, missing) = (weights[_date[i]], _loss[i] - (factor * _rate[i]));
            (shortfall, breaches, worst) = (shortfall + (w * missing), breaches + w, w > 0 ? Math.Max(worst, missing) : worst);
        }
        return (factor, factor * mean / all, breaches > 0 ? shortfall / breaches : 0, worst);
    }

    private double Ratio(int i) => _rate[i] > 0 ? _loss[i] / _rate[i] : double.MaxValue;
}
