namespace Forecast.Core.Measures;

/// <summary>
/// A realised measure while it is being computed: bars go in one by one, oldest first, and its value can be asked for at any time. There is no other way to compute it,
/// so a stream and a batch give the same bits, in whatever pieces the bars come.
/// </summary>
public interface IWindowMeasure
{
    /// <summary>Takes the next bar of the window.</summary>
    void Add(in WindowBar bar);

    /// <summary>What the bars so far come to; null where they do not define the measure.</summary>
    double? Value(WindowCount count);
}
