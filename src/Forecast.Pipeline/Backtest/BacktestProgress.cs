using System.Globalization;

namespace Forecast.Pipeline.Backtest;

/// <summary>How far a back-test is.</summary>
/// <param name="Done">Walks that are finished, those that were kept among them: one an instrument and horizon.</param>
/// <param name="All">Walks.</param>
/// <param name="Kept">Finished walks of an earlier run that was stopped.</param>
/// <param name="Share">Of the work of this run, by what it costs, that is done.</param>
/// <param name="Left">What the rest may take, as fast as it went so far; null before a hundredth is done.</param>
public sealed record BacktestProgress(int Done, int All, int Kept, double Share, TimeSpan? Left)
{
    /// <summary>In words: <c>12 of 35 walks, about 3 min left</c>.</summary>
    public override string ToString() => $"{Done} of {All} walks{(Kept > 0 ? $" ({Kept} kept from before)" : "")}{(Done == All ? ", scores and margins are next" : Left is { } left ? $", about {Text(left)} left" : "")}";

    private static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
    };
}
