using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>Models in the log variance or in an estimated power, whose forecasts are simulated, as models of the <c>fit</c> verb. Options that a model has no use for are refused.</summary>
internal static class EgarchSeries
{
    /// <summary>See <see cref="Models.Egarch"/>; orders 1,1,1 unless stated, one asymmetric term where two are.</summary>
    public static SeriesFit Egarch(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        var (p, o, q) = Orders(options);
        if (Math.Min(p, Math.Min(o, q)) < 0 || p + o == 0 || Math.Max(p, Math.Max(o, q)) > Models.Egarch.LargestOrder)
            return SeriesFit.Refused(string.Create(CultureInfo.InvariantCulture, $"egarch needs orders p,q or p,o,q from 0 to {Models.Egarch.LargestOrder}, with a shock among them"));
        return Checked("egarch", options) ?? ReturnSeries.Fit("egarch", sample, options, new Egarch(p, o, q), stop);
    }

    /// <summary>See <see cref="Models.Aparch"/>; orders 1,1,1 unless stated, one asymmetric term where two are.</summary>
    public static SeriesFit Aparch(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        var (p, o, q) = Orders(options);
        if (p < 1 || o < 0 || o > p || q < 0 || Math.Max(p, q) > Models.Aparch.LargestOrder)
            return SeriesFit.Refused(string.Create(CultureInfo.InvariantCulture, $"aparch needs orders p,q or p,o,q up to {Models.Aparch.LargestOrder}, p at least 1 and o at most p"));
        return Checked("aparch", options) ?? ReturnSeries.Fit("aparch", sample, options, new Aparch(p, o, q), stop);
    }

    /// <summary>See <see cref="Models.GarchX"/>; the columns are the sample's exogenous ones.</summary>
    public static SeriesFit GarchX(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        if (options.Orders is not (null or [1, 1] or [1, 1, 1])) return SeriesFit.Refused($"{GarchXEstimator.Id} has orders 1,1,1 only");
        return Checked(GarchXEstimator.Id, options) ?? ReturnSeries.Fit(
            GarchXEstimator.Id, options, (mean, errors, presample) => GarchXEstimator.Fit(sample.Values, sample.Exogenous, mean, errors, presample, stop), stop);
    }

    private static (int P, int O, int Q) Orders(SeriesOptions options) => options.Orders switch
    {
        null => (1, 1, 1),
        [var p, var q] => (p, 1, q),
        [var p, var o, var q] => (p, o, q),
        _ => (-1, -1, -1),
    };

    private static SeriesFit? Checked(string id, SeriesOptions options) =>
        options.Lags is not null && options.Mean != ConditionalMean.Ar ? SeriesFit.Refused($"{id} has lags in an autoregressive mean only; leave out --lags or say --mean ar") : null;
}
