namespace Forecast.Core.Measures;

/// <summary>
/// Sums of terms hour by hour (squared returns, products of neighbours, volumes of bars) and the windows over them, in which terms that are missing are taken to be like those that are there.
/// <para>Gaps: a window with fewer than half of its terms has no sum of its own; what stands for it is the mean hourly sum of the next longer window of the ladder (4h, 1d, 7d, 30d) that has half, times its hours.
/// Where not even 30 days have half of their terms, the sum is absent (NaN). A window stops at the series' beginning.</para>
/// <para>Shapes: one value an hour; <paramref name="perHour"/> terms belong to an hour. Every window looks back only.</para>
/// </summary>
internal sealed class HourlySums(int hours, int perHour)
{
    // The window itself, then the longer ones.
    private static readonly int[] Ladder = [0, 4, 24, 168, HourlySeries.Month];

    private readonly double[] _values = new double[hours];
    private readonly int[] _terms = new int[hours + 1];

    public int Hours => _values.Length;

    public int PerHour => perHour;

    /// <summary>Adds a term to an hour; hours are filled before any window is asked for.</summary>
    public void Add(int hour, double term)
    {
        _values[hour] += term;
        _terms[hour + 1]++;
    }

    /// <summary>Ends the filling: counts become running counts.</summary>
    public HourlySums Filled()
    {
        for (var i = 0; i < _values.Length; i++) _terms[i + 1] += _terms[i];
        return this;
    }

    /// <summary>Whether an hour has half of its terms, so that its sum is its own.</summary>
    public bool HasOwn(int hour) => _terms[hour + 1] - _terms[hour] is > 0 and var present && 2 * present >= perHour;

    /// <summary>The sum of the h hours that end with hour i, from the oldest on; NaN where it is absent.</summary>
    public double Window(int i, int h)
    {
        foreach (var span in Ladder)
        {
            if (span < h && span != 0) continue;
            var length = Math.Min(span == 0 ? h : span, i + 1);
            var (expected, present) = (length * perHour, _terms[i + 1] - _terms[i + 1 - length]);
            if (present == 0 || 2 * present < expected) continue;
            var sum = 0.0;
            foreach (var v in _values.AsSpan(i + 1 - length, length)) sum += v;
            if (present != expected) sum *= (double)expected / present;
            return length == h ? sum : sum / length * h;
        }
        return double.NaN;
    }

    /// <summary><see cref="Window"/> at every hour; index i is meaningful from h − 1.</summary>
    public double[] Rolling(int h)
    {
        var rolling = new double[_values.Length];
        for (var i = h - 1; i < rolling.Length; i++) rolling[i] = Window(i, h);
        return rolling;
    }
}
