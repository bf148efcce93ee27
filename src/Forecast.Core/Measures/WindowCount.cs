namespace Forecast.Core.Measures;

/// <summary>How much of a window is there.</summary>
/// <param name="Expected">Returns, and bars, of the whole window.</param>
/// <param name="Returns">Returns that are there.</param>
/// <param name="Bars">Bars that are there.</param>
public readonly record struct WindowCount(int Expected, int Returns, int Bars)
{
    /// <summary>Whether at least half of the returns are there, so that they may stand for the others; else measures of returns are undefined.</summary>
    public bool HalfThere => Returns > 0 && 2 * Returns >= Expected;

    /// <summary>Expected over present returns.</summary>
    public double Scale => Returns == Expected ? 1 : (double)Expected / Returns;

    /// <summary>Whether at least half of the bars are there.</summary>
    public bool BarsHalfThere => Bars > 0 && 2 * Bars >= Expected;

    /// <summary>Expected over present bars.</summary>
    public double BarScale => Bars == Expected ? 1 : (double)Expected / Bars;
}
