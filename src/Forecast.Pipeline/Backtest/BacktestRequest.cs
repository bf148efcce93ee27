using Forecast.Core.Margin;
using Forecast.Core.Models;

namespace Forecast.Pipeline.Backtest;

/// <summary>What a back-test is asked to do.</summary>
/// <param name="Data">Data folder or file; null for the simulated market.</param>
/// <param name="Interval">Interval of the bars and of the target.</param>
/// <param name="Symbols">Instruments; null for all.</param>
/// <param name="Horizons">Horizons.</param>
/// <param name="From">First UTC day of origins, as an instant.</param>
/// <param name="To">Last instant of origins: the end of the last UTC day, less a microsecond.</param>
/// <param name="Models">Ids of the models; the benchmark is always among them.</param>
public sealed record BacktestRequest(string? Data, TimeSpan Interval, IReadOnlyList<string>? Symbols, IReadOnlyList<TimeSpan> Horizons, long From, long To, IReadOnlyList<string> Models)
{
    /// <summary>The time that one estimation may last.</summary>
    public TimeSpan FitTime { get; init; } = Pipeline.FitTime.Default;

    /// <summary>Margin periods of risk, among the horizons.</summary>
    public IReadOnlyList<TimeSpan> MarginPeriods { get; init; } = PipelineSettings.MarginPeriods;

    /// <summary>One-sided confidences of margins.</summary>
    public IReadOnlyList<double> Confidences { get; init; } = [.. Recommender.Grid.Select(g => g.ConfidencePpm / 1e6).Distinct()];

    /// <summary>Whether the policy's settings are varied one at a time.</summary>
    public bool Frontier { get; init; }

    /// <summary>The model that is shown where there is room for one: the champion, or the first that was asked for where it was not.</summary>
    public string Shown => Models.Contains(ModelCatalog.Champion) ? ModelCatalog.Champion : Models.FirstOrDefault(ModelCatalog.Benchmark);
}
