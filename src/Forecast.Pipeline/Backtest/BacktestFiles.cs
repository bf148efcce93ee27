using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Market;

namespace Forecast.Pipeline.Backtest;

/// <summary>Writes <c>forecasts.csv</c>, <c>intervals.csv</c>, <c>tails.csv</c>, <c>scores.csv</c> and <c>margin.csv</c>; numbers are written so that they read back exactly.</summary>
public static class BacktestFiles
{
    private const string MarginHeader = "symbol,mpor,confidence,target,side,origin,method,margin_rate,loss_rate,excursion_rate";

    /// <summary>Writes the files into <paramref name="folder"/>, replacing those that are there.</summary>
    public static void Write(BacktestResult result, string folder)
    {
        Directory.CreateDirectory(folder);
        WriteLines(Path.Combine(folder, "forecasts.csv"), "symbol,horizon,origin,model,forecast_variance,realized_variance,lower_90,upper_90", Forecasts(result));
        WriteLines(Path.Combine(folder, "intervals.csv"), $"symbol,horizon,origin,model,{string.Join(',', ConformalIntervals.Levels.Select(l => string.Create(CultureInfo.InvariantCulture, $"lower_{100 * l:0.#},upper_{100 * l:0.#}")))},shock_threshold,shock_probability", Intervals(result));
        WriteLines(Path.Combine(folder, "tails.csv"), $"symbol,horizon,origin,side,{string.Join(',', TailCoverage.Confidences.Select(c => string.Create(CultureInfo.InvariantCulture, $"quantile_{100 * c:0.#},shortfall_{100 * c:0.#}")))},loss_rate", result.Tails.Select(Line));
        WriteLines(Path.Combine(folder, "scores.csv"), "symbol,horizon,model,n,qlike,mse,ratio_to_log_har,dm_t,dm_p,in_mcs_90,mean_y_over_f", result.Scores.Select(Line));
        WriteLines(Path.Combine(folder, "margin.csv"), MarginHeader, Margins(result));
    }

    /// <summary>Writes <c>margin.csv</c> and <c>comparison.csv</c>, a line a period, confidence, target and method.</summary>
    public static void WriteMargins(MarginBacktestResult result, string folder)
    {
        Directory.CreateDirectory(folder);
        WriteLines(Path.Combine(folder, "margin.csv"), MarginHeader, Margins(result.Backtest));
        WriteLines(
            Path.Combine(folder, "comparison.csv"),
            "mpor,confidence,target,method,periods,breaches,series,under_covered,clustered,quarters,quarters_beyond,mean_rate,ratio_to_static,tick_ratio,tick_ratio_lower,tick_ratio_upper,equal_factor,equal_mean_ratio,equal_mean_ratio_lower,equal_mean_ratio_upper,equal_shortfall_ratio,equal_shortfall_ratio_lower,equal_shortfall_ratio_upper,worst_shortfall,median_peak_to_trough,largest_peak_to_trough,largest_rise_1d,largest_rise_5d,largest_rise_20d,changes",
            result.Comparisons.Select(Line));
    }

    private static string Line(MarginComparison c)
    {
        static string Three(Interval x) => string.Create(CultureInfo.InvariantCulture, $"{x.Value:R},{x.Lower:R},{x.Upper:R}");
        var rises = string.Join(',', new[] { 1, 5, 20 }.Select(d => string.Create(CultureInfo.InvariantCulture, $"{c.LargestRises.FirstOrDefault(r => r.Days == d)?.Relative:R}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{Duration.Format(c.Period)},{c.Confidence:0.###},{Lower(c.Target)},{Lower(c.Method)},{c.Count},{c.Breaches},{c.Series},{c.UnderCovered},{c.Clustered},{c.Quarters},{c.QuartersBeyond},{c.MeanRate:R},{c.RatioToStatic:R},{Three(c.TickRatio)},{c.EqualFactor:R},{Three(c.EqualMeanRatio)},{(c.EqualShortfallRatio is { } shortfall ? Three(shortfall) : ",,")},{c.WorstShortfall:R},{c.PeakToTrough.Median:R},{c.PeakToTrough.Largest:R},{rises},{c.Changes:R}");
    }

    private static IEnumerable<string> Forecasts(BacktestResult result)
    {
        foreach (var t in result.Forecasts)
        {
            for (var r = 0; r < t.Count; r++)
            {
                for (var m = 0; m < t.Models.Length; m++)
                {
                    var bound = result.Bands[t][t.Models[m]].At(0.90)[r];
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"{t.Symbol},{Duration.Format(t.Horizon)},{Instant.Format(t.Origins[r])},{t.Models[m]},{t.Forecasts[m][r]:R},{t.Realized[r]:R},{bound?.Lower:R},{bound?.Upper:R}");
                }
            }
        }
    }

    private static IEnumerable<string> Intervals(BacktestResult result)
    {
        foreach (var t in result.Forecasts)
        {
            for (var r = 0; r < t.Count; r++)
            {
                foreach (var model in t.Models)
                {
                    var bands = result.Bands[t][model];
                    var bounds = string.Join(',', bands.Intervals.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b[r]?.Lower:R},{b[r]?.Upper:R}")));
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"{t.Symbol},{Duration.Format(t.Horizon)},{Instant.Format(t.Origins[r])},{model},{bounds},{bands.Shocks[r]?.Threshold:R},{bands.Shocks[r]?.Probability:R}");
                }
            }
        }
    }

    private static string Line(TailForecast t)
    {
        var rates = string.Join(',', TailCoverage.Confidences.Select(c => string.Create(CultureInfo.InvariantCulture, $"{t.Tail.Quantile(c):R},{t.Tail.Shortfall(c):R}")));
        return string.Create(CultureInfo.InvariantCulture, $"{t.Symbol},{Duration.Format(t.Horizon)},{Instant.Format(t.Origin)},{Lower(t.Side)},{rates},{t.Loss:R}");
    }

    private static string Line(Score s) => string.Create(CultureInfo.InvariantCulture,
        $"{s.Symbol},{Duration.Format(s.Horizon)},{s.Model},{s.Count},{s.Qlike:R},{s.MeanSquaredError:R},{s.RatioToBenchmark:R},{s.DieboldMariano?.T:R},{s.DieboldMariano?.P:R},{(s.InConfidenceSet ? "true" : "false")},{s.MeanRatio:R}");

    private static IEnumerable<string> Margins(BacktestResult result) => result.Margins.Where(m => m.Method <= MarginMethod.Policy).Select(m => string.Create(CultureInfo.InvariantCulture,
        $"{m.Symbol},{Duration.Format(m.Period)},{m.Confidence:0.###},{Lower(m.Target)},{Lower(m.Side)},{Instant.Format(m.Origin)},{Lower(m.Method)},{m.Rate:R},{m.Loss:R},{m.Excursion:R}"));

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void WriteLines(string path, string header, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(header);
        foreach (var line in lines) writer.WriteLine(line);
    }
}
