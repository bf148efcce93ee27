namespace Forecast.Cli;

/// <summary>Progress where no person watches a bar: a line at the beginning, and then no more than one in so much time.</summary>
/// <param name="what">How each line begins.</param>
/// <param name="every">Least time between two lines.</param>
/// <param name="writer">Where to.</param>
/// <param name="clock">Measures.</param>
internal sealed class ProgressLines<T>(string what, TimeSpan every, TextWriter writer, TimeProvider clock) : IProgress<T>
{
    private readonly Lock _lock = new();
    private long? _last;

    public void Report(T value)
    {
        lock (_lock)
        {
            if (_last is { } last && clock.GetElapsedTime(last) < every) return;
            _last = clock.GetTimestamp();
            writer.WriteLine($"{what}: {value}");
        }
    }
}
