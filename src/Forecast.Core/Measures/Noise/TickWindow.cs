using System.Runtime.InteropServices;

namespace Forecast.Core.Measures;

/// <summary>
/// A measure that needs all of a window's returns at once, because its tuning depends on them: it keeps them, and hands them to a static kernel when its value is asked for.
/// The returns that are there are taken to follow each other, and stand for the whole window where they are at least half of it.
/// </summary>
public sealed class TickWindow : IWindowMeasure
{
    /// <summary>A measure of n returns and the n + 1 times of their prices.</summary>
    public delegate double? Kernel(ReadOnlySpan<long> times, ReadOnlySpan<double> returns);

    /// <summary>A measure of n returns.</summary>
    public delegate double? ReturnKernel(ReadOnlySpan<double> returns);

    private readonly Kernel _kernel;
    private readonly bool _isVariance;
    private List<double> _returns = [];
    private List<long> _times = [];
    private bool _follows;

    private TickWindow(Kernel kernel, bool isVariance) => (_kernel, _isVariance) = (kernel, isVariance);

    /// <summary>A variance over the window, scaled for the returns that are missing; an estimate below 0 is none, so it is absent.</summary>
    public static IWindowMeasure Variance(ReturnKernel kernel) => new TickWindow((_, r) => kernel(r), isVariance: true);

    /// <summary>The same, of n returns and the n + 1 times of their prices.</summary>
    public static IWindowMeasure Variance(Kernel kernel) => new TickWindow(kernel, isVariance: true);

    /// <summary>The variance of a price, which does not grow with the window; absent where the estimate is below 0.</summary>
    public static IWindowMeasure PriceVariance(ReturnKernel kernel) => new TickWindow((_, r) => kernel(r), isVariance: false);

    /// <summary>Lets those of a window's measures that keep its returns keep them once: a day has millions. All must be given the same bars, the first of them first.</summary>
    internal static void Share(IEnumerable<IWindowMeasure> measures)
    {
        TickWindow? first = null;
        foreach (var window in measures.OfType<TickWindow>())
        {
            if (first is not null) (window._returns, window._times, window._follows) = (first._returns, first._times, true);
            else first = window;
        }
    }

    public void Add(in WindowBar bar)
    {
        if (_follows || bar.Return is not { } r) return;
        // Time runs only while there are prices: over a hole no return was made.
        if (_times.Count == 0) _times.Add(0);
        _times.Add(_times[^1] + bar.End - bar.Start);
        _returns.Add(r);
    }

    public double? Value(WindowCount count)
    {
        if (!count.HalfThere) return null;
        var value = _kernel(CollectionsMarshal.AsSpan(_times), CollectionsMarshal.AsSpan(_returns));
        // Of a price that never moved the estimate may be −0.
        return value >= 0 ? (value * (_isVariance ? count.Scale : 1)) + 0.0 : null;
    }
}
