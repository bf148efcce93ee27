namespace Forecast.Core.Evaluation;

/// <summary>The losses of two models for one instrument and origin: a row of the panel that comparisons are made over.</summary>
/// <param name="Symbol">Instrument.</param>
/// <param name="Origin">Unix microseconds.</param>
/// <param name="First">Loss of the model that is judged.</param>
/// <param name="Second">Loss of the model that it is compared with.</param>
public readonly record struct PairedLoss(string Symbol, long Origin, double First, double Second)
{
    /// <summary>First − second: below 0 where the first model was better.</summary>
    public double Difference => First - Second;

    /// <summary>The QLIKE of <paramref name="first"/> and <paramref name="second"/> at every row of <paramref name="tables"/> from <paramref name="since"/> on whose target is known and positive.</summary>
    /// <exception cref="ArgumentException">A table has no forecasts of one of them.</exception>
    public static PairedLoss[] Of(IEnumerable<ForecastTable> tables, string first, string second, long since = long.MinValue) =>
    [
        .. from t in tables
           let f = t.Of(first)
           let s = t.Of(second)
           from r in Enumerable.Range(0, t.Count)
           where t.Origins[r] >= since && t.Realized[r] > 0
           let y = t.Realized[r]!.Value
           select new PairedLoss(t.Symbol, t.Origins[r], Loss.Qlike(y, f[r]), Loss.Qlike(y, s[r])),
    ];
}
