namespace Forecast.Core.Measures;

/// <summary>A realised measure of returns alone; see <see cref="IWindowMeasure"/>.</summary>
public interface IReturnMeasure
{
    /// <summary>Takes the next log return of the window.</summary>
    /// <param name="r">The return.</param>
    /// <param name="isJoined">Whether it follows the one before it directly.</param>
    void Add(double r, bool isJoined);

    /// <summary>What the returns so far come to; null where they do not define the measure.</summary>
    double? Value(WindowCount count);
}
