using Forecast.Core.Market;

namespace Forecast.Core.Features;

/// <summary>
/// Every feature of the program, in column order; adding one is one line here and a new <see cref="Version"/>. Windows end at the origin, and hold what was known by its known-at. A log of a variance is that
/// of its mean an hour, so that windows compare.
/// </summary>
public static class FeatureCatalog
{
    /// <summary>Rises with every change of the columns.</summary>
    public const int Version = 1;

    private const string LogVariance = "log of variance an hour", VarianceShare = "share of variance", VolumeShare = "share of volume, −1 to 1";

    private static readonly int[] Rungs = [1, 4, 24, 168, HarLadder.Rungs[^1]];
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1), Week = TimeSpan.FromDays(7);

    public static IReadOnlyList<Feature> All { get; } =
    [
        .. Rungs.Select(h => new Feature($"log_variance_{Name(h)}", LogVariance, $"ln of realised variance of {Name(h)}; of longer windows where hours are missing, at least 1e-4 of that of 30d", i => FeatureColumns.OfHour(i, Measures.HourlySeries.Month, k => Finite(i.Hours.LogMean(h)[k])))),
        .. Rungs[..3].Select(h => new Feature($"log_level_{Name(h)}", LogVariance, $"ln of realised variance of {Name(h)} without its season", i => FeatureColumns.OfWindow(i, h, "deseasonalized_variance", LogHourly))),
        .. Rungs[..3].Select(h => new Feature($"log_season_{Name(h)}", "log", $"ln of the mean diurnal factor of the {Name(h)} to come, by the profile known", i => FeatureColumns.OfBars(i, row => i.Season.At(i.Origins[row]) is { } season ? Math.Log(season.Mean(i.Origins[row], i.Origins[row] + (h * Duration.Hour))) : null))),
        new("log_bipower_1d", LogVariance, "ln of bipower variation of 1d", static i => FeatureColumns.OfWindow(i, 24, "bipower_variation", LogHourly)),
        new("log_range_1h", LogVariance, "ln of Parkinson's variance of 1h", static i => FeatureColumns.OfWindow(i, 1, "parkinson_variance", LogHourly)),
        new("log_range_1d", LogVariance, "ln of Parkinson's variance of 1d", static i => FeatureColumns.OfWindow(i, 24, "parkinson_variance", LogHourly)),
        new("down_share_1d", VarianceShare, "down semivariance / realised variance of 1d", static i => FeatureColumns.OfWindow(i, 24, "down_semivariance", "realized_variance", Ratio)),
        new("jump_share_1d", VarianceShare, "jump variation / realised variance of 1d", static i => FeatureColumns.OfWindow(i, 24, "jump_variation", "realized_variance", Ratio)),
        new("return_jumps_1d", "returns", "returns of 1d that jumped, by Lee and Mykland's test", static i => FeatureColumns.OfWindow(i, 24, "return_jumps")),
        new("log_quarticity_ratio_1d", "log", "ln(quarticity / realised variance²) of 1d: how uncertain the variance is", static i => FeatureColumns.OfWindow(i, 24, "quarticity", "realized_variance", static (q, v) => Log(q) - (2 * Log(v)))),
        .. Rungs[..4].Select(h => new Feature($"return_{Name(h)}", "log return", $"return over {Name(h)}", i => FeatureColumns.OfHour(i, h + 1, k => i.Hours.LogClose[k] - i.Hours.LogClose[k - h]))),

        .. Rungs[..3].Select(h => new Feature($"log_volume_{Name(h)}", "log of quote currency an hour", $"ln of quote volume of {Name(h)} an hour", i => FeatureColumns.OfWindow(i, h, "quote_volume", (v, hours) => Log(v / hours)))),
        .. Rungs[..3].Select(h => new Feature($"log_trades_{Name(h)}", "log of trades an hour", $"ln of the number of trades of {Name(h)} an hour", i => FeatureColumns.OfWindow(i, h, "trade_count", (v, hours) => Log(v / hours)))),
        new("log_trade_size_1d", "log of base currency", "ln of the mean size of a trade of 1d", static i => FeatureColumns.OfWindow(i, 24, "mean_trade_size", static (v, _) => Log(v))),
        .. Rungs[..3].Select(h => new Feature($"taker_imbalance_{Name(h)}", VolumeShare, $"(taker buys − taker sells) / volume of {Name(h)}", i => FeatureColumns.OfWindow(i, h, "taker_imbalance"))),
        .. Rungs[..3].Select(h => new Feature($"bar_imbalance_{Name(h)}", "share of volume, 0 to 1", $"mean |taker imbalance| of a bar over {Name(h)}", i => FeatureColumns.OfWindow(i, h, "bar_imbalance"))),
        new("flow_autocorrelation_1d", "correlation", "of the signed volumes of neighbouring bars over 1d", static i => FeatureColumns.OfWindow(i, 24, "flow_autocorrelation")),
        new("kyle_lambda_1d", "return per unit of quote currency", "slope of returns on signed quote volume over 1d", static i => FeatureColumns.OfWindow(i, 24, "kyle_lambda")),
        new("log_amihud_1d", "log of return per unit of quote currency", "ln of the mean |return| / quote volume of 1d", static i => FeatureColumns.OfWindow(i, 24, "amihud_illiquidity", static (v, _) => Log(v))),
        new("roll_spread_1d", "share of the price", "2 √(−cov(r_i, r_{i−1})) over 1d", static i => FeatureColumns.OfWindow(i, 24, "roll_spread")),
        new("vpin", "share of volume, 0 to 1", "mean |buys − sells| / V over the last 50 buckets of 1/50 of a day's usual volume", static i => FeatureColumns.OfBars(i, row => i.Vpin[i.BarBefore(row)])),

        new("book_flow_1h", "venue's quantity", "Σ order-flow imbalance of the book's best levels over 1h", static i => FeatureColumns.OfBook(i, Hour, (b, after, origin) => b.OrderFlow(after, origin))),
        new("book_spread_1h", "share of the mid", "mean relative spread over 1h", static i => FeatureColumns.OfBook(i, Hour, (b, after, origin) => b.Mean("relative_spread", after, origin))),
        new("book_depth_10bp", "venue's quantity", "bids and asks within 10 basis points of the mid, at the last bar's end", static i => FeatureColumns.OfBook(i, Hour, (b, after, origin) => b.LastDepth(10, origin, origin - after))),

        new("funding_rate", "share of notional for 8 hours", "last funding rate", static i => FeatureColumns.OfFact(i, i.Funding, Day, static v => v)),
        new("funding_absolute", "share of notional for 8 hours", "|last funding rate|", static i => FeatureColumns.OfFact(i, i.Funding, Day, Math.Abs)),
        new("funding_mean_1d", "share of notional for 8 hours", "mean funding rate of 1d", static i => FeatureColumns.OfFacts(i, [i.Funding], Day, (origin, known) => Funding.Mean(i.Funding!, origin, known, Day))),
        new("funding_mean_7d", "share of notional for 8 hours", "mean funding rate of 7d", static i => FeatureColumns.OfFacts(i, [i.Funding], Week, (origin, known) => Funding.Mean(i.Funding!, origin, known, Week))),
        new("hours_to_funding", "hours", "to the next funding", static i => FeatureColumns.OfFacts(i, [i.Funding], Week, (origin, known) => Funding.HoursToNext(origin, i.FundingHours?.At(origin, known)))),
        new("open_interest_change_1d", "log", "ln(open interest / that of 1d before); of the coin-margined perpetual where the other's is not known", static i => FeatureColumns.Either(OpenInterestChange(i, i.OpenInterest), OpenInterestChange(i, i.CoinOpenInterest))),
        new("basis", "log", "ln(perpetual / spot)", static i => FeatureColumns.OfFacts(i, [i.Pair?.Spot, i.Pair?.Perpetual], Hour, (origin, known) => Basis.At(i.Pair!.Value.Perpetual, i.Pair.Value.Spot, origin, known, Duration.Hour))),
        new("log_implied_volatility", "log of % a year", "ln of the index of implied volatility", static i => FeatureColumns.OfFact(i, i.ImpliedVolatility, 2 * Day, Math.Log)),

        new("market_return_1h", "standard deviations", "sum of the market factor's returns over 1h", static i => FeatureColumns.OfValues(i, i.Market?.Return, Hour, static values => values.Sum())),
        new("market_absolute_return_1d", "standard deviations", "mean |return| of the market factor over 1d", static i => FeatureColumns.OfValues(i, i.Market?.Return, Day, static values => values.Average(Math.Abs))),
        new("market_volume_1h", "standard deviations", "mean of the market factor of log volumes over 1h", static i => FeatureColumns.OfValues(i, i.Market?.Volume, Hour, static values => values.Average())),
        new("market_volume_1d", "standard deviations", "mean of the market factor of log volumes over 1d", static i => FeatureColumns.OfValues(i, i.Market?.Volume, Day, static values => values.Average())),
        new("market_correlation_1d", "correlation", "realised correlation of returns with the market factor's over 1d", static i => FeatureColumns.OfMarket(i, Day, static c => c.Correlation)),
        new("market_correlation_7d", "correlation", "realised correlation of returns with the market factor's over 7d", static i => FeatureColumns.OfMarket(i, Week, static c => c.Correlation)),
        new("market_beta_7d", "log return per standard deviation", "realised beta of returns to the market factor's over 7d", static i => FeatureColumns.OfMarket(i, Week, static c => c.Beta)),
    ];

    /// <summary>What a frame of all features is.</summary>
    public static FeatureSchema Schema { get; } = new("features", Version, [.. All.Select(f => (f.Name, f.Unit, f.Description))]);

    /// <summary>The frame of one instrument.</summary>
    public static FeatureFrame Frame(FeatureInputs inputs) =>
        FeatureFrame.Create(inputs.Bars.Venue, inputs.Bars.Symbol, Schema, inputs.Origins, [.. inputs.Origins.Select((_, row) => inputs.KnownAt(row))], [.. All.Select(f => f.Compute(inputs))]);

    private static string Name(int hours) => Duration.Format(TimeSpan.FromHours(hours));

    // The value of a day before may itself be a day old.
    private static FeatureColumn OpenInterestChange(FeatureInputs inputs, AsOfSeries? interest) =>
        FeatureColumns.OfFacts(inputs, [interest], 2 * Day, (origin, known) => OpenInterest.Change(interest!, origin, known, Day, Duration.Day));

    private static double? Finite(double x) => double.IsFinite(x) ? x : null;

    private static double? Log(double x) => x > 0 ? Math.Log(x) : null;

    private static double? LogHourly(double variance, int hours) => Log(variance / hours);

    private static double? Ratio(double part, double whole) => whole > 0 ? part / whole : null;
}
