using System.Diagnostics;
using System.Globalization;

namespace Forecast.Benchmarks;

/// <summary>Times of one contestant, one for each turn.</summary>
internal sealed class RaceTimes(string name)
{
    private readonly List<double> _times = [];

    public string Name { get; } = name;

    public double Best => _times.Min();

    public double Median => _times.Order().ElementAt(_times.Count / 2);

    /// <summary>The best of so many runs of <paramref name="work"/>, microseconds.</summary>
    public static double Measure(int repeats, Action work)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
        return best;
    }

    public void Add(double microseconds) => _times.Add(microseconds);

    /// <summary>Prints the best and the median of every contestant, and how many times the first's they are.</summary>
    public static void Print(string title, params ReadOnlySpan<RaceTimes> contestants)
    {
        Console.WriteLine(title);
        foreach (var c in contestants)
        {
            if (c._times.Count == 0) continue;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {c.Name,-34} best {c.Best,11:F1} us   median {c.Median,11:F1} us   {c.Best / contestants[0].Best,7:F1} x best   {c.Median / contestants[0].Median,7:F1} x median"));
        }
    }
}
