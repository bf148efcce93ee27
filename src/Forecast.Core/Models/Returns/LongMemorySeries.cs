namespace Forecast.Core.Models;

/// <summary>Models whose variance forgets slowly, or in several steps, as models of the <c>fit</c> verb. Options that a model has no use for are refused.</summary>
internal static class LongMemorySeries
{
    /// <summary>See <see cref="ComponentGarchEquation"/>.</summary>
    public static SeriesFit ComponentGarch(SeriesSample sample, SeriesOptions options, CancellationToken stop) =>
        options.Orders is not (null or [1, 1]) ? SeriesFit.Refused("component-garch has orders 1,1 only")
        : LagsWithoutAutoregression(options) ? SeriesFit.Refused("component-garch has lags in an autoregressive mean only; leave out --lags or say --mean ar")
        : ReturnSeries.Fit("component-garch", sample, options, new ComponentGarchEquation(), stop);

    /// <summary>See <see cref="HarchEquation"/>; the lags of the options are its own, and an autoregressive mean has lag 1.</summary>
    public static SeriesFit Harch(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        if (options.Orders is not null) return SeriesFit.Refused("harch has lags instead of orders, as in --lags 1,5,22");
        var lags = options.Lags ?? HarchEquation.UsualLags;
        return HarchEquation.Refusal(lags) is { } refusal ? SeriesFit.Refused(refusal)
            : ReturnSeries.Fit("harch", sample, options with { Lags = null }, new HarchEquation(lags), stop);
    }

    /// <summary>See <see cref="FigarchEquation"/>; orders 1,1 unless stated.</summary>
    public static SeriesFit Figarch(SeriesSample sample, SeriesOptions options, CancellationToken stop) =>
        LagsWithoutAutoregression(options) ? SeriesFit.Refused("figarch has lags in an autoregressive mean only; leave out --lags or say --mean ar")
        : (options.Orders ?? [1, 1]) is [var p and (0 or 1), var q and (0 or 1)] ? ReturnSeries.Fit("figarch", sample, options, new FigarchEquation(p, q), stop)
        : SeriesFit.Refused("figarch needs orders p,q, each 0 or 1");

    /// <summary>See <see cref="EwmaEquation"/>; zero mean.</summary>
    public static SeriesFit Ewma(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        if (options.Mean is not (null or ConditionalMean.Zero)) return SeriesFit.Refused("ewma-estimated has a zero mean; demean the series or leave the mean out");
        if (options.Orders is not null || options.Lags is not null) return SeriesFit.Refused("ewma-estimated has no orders or lags");
        return ReturnSeries.Fit("ewma-estimated", sample, options with { Mean = ConditionalMean.Zero }, new EwmaEquation(), stop);
    }

    private static bool LagsWithoutAutoregression(SeriesOptions options) => options.Lags is not null && options.Mean != ConditionalMean.Ar;
}
