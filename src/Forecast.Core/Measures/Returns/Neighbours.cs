namespace Forecast.Core.Measures;

/// <summary>
/// Sums of the least of two, or the median of three, neighbouring absolute returns, to the power of two or four: nearest-neighbour truncation.
/// <para>Both the textbook and highfrequency scale by the number of returns over that of terms, so that the finite-sample form is the textbook's.</para>
/// <para>Reference: Andersen, Dobrev and Schaumburg (2012), Journal of Econometrics 169, eq. 5 to 8.</para>
/// </summary>
/// <param name="isMedian">Median of three; else minimum of two.</param>
/// <param name="isFourth">Fourth power; else second.</param>
/// <param name="convention">How returns are counted.</param>
internal struct Neighbours(bool isMedian, bool isFourth, MeasureConvention convention)
{
    private ReturnRun _run = new(convention);
    private double _sum;
    private int _terms;

    public void Add(double r, bool isJoined)
    {
        _run.Add(r, isJoined);
        if (_run.Length < (isMedian ? 3 : 2)) return;
        var (a, b) = (_run.Last, _run.Second);
        var least = Math.Min(a, b);
        var x = isMedian ? Math.Max(least, Math.Min(Math.Max(a, b), _run.Third)) : least;
        _sum += isFourth ? x * x * (x * x) : x * x;
        _terms++;
    }

    /// <summary>Σ × returns / terms; null where too little is there.</summary>
    public readonly double? Sum(WindowCount count) => count.HalfThere && _terms > 0 ? _sum * ((double)Returns(count) / _terms) : null;

    /// <summary>n, or N = n + 1.</summary>
    public readonly int Returns(WindowCount count) => convention == MeasureConvention.HighFrequency ? count.Expected + 1 : count.Expected;
}
