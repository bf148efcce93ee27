using System.Globalization;
using Forecast.Core.Models;

namespace Forecast.Core.Tests.Models.Har;

/// <summary>Daily realised measures of SPY from five-minute returns, 2014 to 2019: the series behind the published figures.</summary>
internal static class SpyMeasures
{
    private static readonly Lazy<(double[] Variance, double[] Quarticity, double[] Bipower, double[] Close)> Columns = new(Read);

    public static double[] Variance => Columns.Value.Variance;

    public static double[] Quarticity => Columns.Value.Quarticity;

    public static double[] Close => Columns.Value.Close;

    public static SeriesSample Sample => new(Variance) { Quarticity = Quarticity, Bipower = Columns.Value.Bipower, DownSemivariance = [.. Variance.Select(v => 0.4 * v)] };

    /// <summary>The sample's design at lags of a day, a week and a month of trading days.</summary>
    public static HarDesign Design(string id, IReadOnlyList<int>? jumpLags = null) =>
        HarDesign.Of(HarObservations.Of(HarVariants.Get(id), Sample).Rows!, new HarRungs([1, 5, 22], jumpLags));

    private static (double[] Variance, double[] Quarticity, double[] Bipower, double[] Close) Read()
    {
        var lines = SharedFolder.Lines("data/realized_reference/SPYRM.csv.gz");
        var header = lines[0].Split(',').Select(c => c.Trim('"')).ToList();
        double[] Column(string name) => [.. lines[1..].Select(l => double.Parse(l.Split(',')[header.IndexOf(name)], CultureInfo.InvariantCulture))];
        return (Column("RV5"), Column("RQ5"), Column("BPV5"), Column("CLOSE"));
    }
}
