using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>Whoever asks a fit to stop does not wait: on a long series every model looks at its token often, in the search, the standard errors and the forecasts.</summary>
[Collection(Cancellation.Alone)]
public sealed class SeriesCancellationTests
{
    private const int Length = 20_000;

    private static readonly RealizedPath Path = HeavySimulation.Run(new HeavyParameters(0.02, 0.4, 0.55, 0.03, 0.45, 0.5), Length, 1);

    public static TheoryData<string> Ids => [.. SeriesModelCatalog.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_fit_stops_within_100_ms(string id)
    {
        var (model, sample) = (SeriesModelCatalog.Get(id), Sample(id));
        Cancellation.IsHonoured(id, stop => model.Fit(sample, stop: stop));
    }

    private static SeriesSample Sample(string id)
    {
        var size = Path.Realized.Select((v, t) => Math.Sqrt(v) * (1 + (0.1 * Math.Sin(t)))).ToArray();
        var isVariance = id == "ssa" || HarVariants.All.Any(v => v.Id == id);
        var sample = new SeriesSample(isVariance ? Path.Realized : Path.Returns) { Exogenous = SeriesModelCatalog.Get(id).Takes.HasFlag(SeriesOptionKinds.Exogenous) ? [("size", size)] : [] };
        return id == "ssa" ? sample : !isVariance ? sample with { Realized = Path.Realized } : sample with
        {
            Quarticity = [.. Path.Realized.Select((v, t) => v * v * (1.5 + Math.Sin(t)))],
            Bipower = [.. Path.Realized.Select((v, t) => v * (0.9 + (0.2 * Math.Sin(3.0 * t))))],
            DownSemivariance = [.. Path.Realized.Select((v, t) => v * (0.5 + (0.3 * Math.Sin(5.0 * t))))],
        };
    }
}
