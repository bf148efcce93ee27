namespace Forecast.Core.Measures;

/// <summary>The bar that <see cref="BookBarBuilder"/> has open.</summary>
internal sealed class BookBarSums(long openTime)
{
    private readonly double[] _sums = new double[BookFeatureCatalog.All.Count];
    private readonly bool[] _absent = new bool[BookFeatureCatalog.All.Count];
    private long _weight;

    public long OpenTime { get; } = openTime;

    public double? BookImbalance { get; set; }

    public double? QuoteImbalance { get; set; }

    public int Updates { get; set; }

    public int Quotes { get; set; }

    public bool Gap { get; set; }

    public bool Crossed { get; set; }

    public bool Locked { get; set; }

    /// <summary>The features had these values for so many microseconds.</summary>
    public void Weigh(ReadOnlySpan<double?> values, long microseconds)
    {
        _weight += microseconds;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value) _sums[i] += value * microseconds;
            else _absent[i] |= microseconds > 0;
        }
    }

    /// <summary>The bar, with the values at its end (null: not known); null where there was nothing in it.</summary>
    public BookBar? Bar(long step, double?[]? ends)
    {
        if (_weight == 0 && Updates == 0 && Quotes == 0 && !Gap && !Crossed) return null;
        var faulty = Gap || Crossed;
        bool Kept(int i) => !(faulty && BookFeatureCatalog.All[i].IsOrderFlow);
        return new BookBar
        {
            OpenTime = OpenTime,
            Coverage = (double)_weight / step,
            Means = [.. _sums.Select((sum, i) => _weight > 0 && !_absent[i] && Kept(i) ? sum / _weight : (double?)null)],
            Ends = [.. _sums.Select((_, i) => Kept(i) ? ends?[i] : null)],
            BookImbalance = faulty ? null : BookImbalance ?? (_weight > 0 ? 0 : null),
            QuoteImbalance = faulty ? null : QuoteImbalance,
            Updates = Updates,
            Quotes = Quotes,
            Gap = Gap,
            Crossed = Crossed,
            Locked = Locked,
        };
    }
}
