using System.Diagnostics;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>Whoever asks a fit to stop does not wait: on a long series every model looks at its token often, in the search, the standard errors and the forecasts.</summary>
[Collection(Alone)]
public sealed class SeriesCancellationTests
{
    private const string Alone = "alone: it measures time";
    private const int Length = 20_000;
    private const double Bound = 100;

    // A machine that is busy may stop any thread for as long as that.
    private const int Attempts = 3;

    private static readonly RealizedPath Path = HeavySimulation.Run(new HeavyParameters(0.02, 0.4, 0.55, 0.03, 0.45, 0.5), Length, 1);

    public static TheoryData<string> Ids => [.. SeriesModelCatalog.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_fit_stops_within_100_ms(string id)
    {
        var (model, sample) = (SeriesModelCatalog.Get(id), Sample(id));
        Assert.Throws<OperationCanceledException>(() => model.Fit(sample, stop: new CancellationToken(true)));
        foreach (var delay in (int[])[5, 40, 160])
        {
            var took = Enumerable.Range(0, Attempts).Select(_ => Stop(model, sample, delay)).FirstOrDefault(t => t < Bound, double.PositiveInfinity);
            Assert.True(took < Bound, $"{id} did not stop within {Bound} ms of a token cancelled after {delay} ms");
        }
    }

    // Milliseconds from the cancellation to the end of the fit; 0 where it ended before.
    private static double Stop(SeriesModel model, SeriesSample sample, int delay)
    {
        using var source = new CancellationTokenSource();
        long cancelled = 0;
        using var timer = new Timer(
            _ =>
            {
                Volatile.Write(ref cancelled, Stopwatch.GetTimestamp());
                source.Cancel();
            },
            null, delay, Timeout.Infinite);
        try
        {
            model.Fit(sample, stop: source.Token);
        }
        catch (OperationCanceledException)
        {
        }
        return Volatile.Read(ref cancelled) is > 0 and var since ? Stopwatch.GetElapsedTime(since).TotalMilliseconds : 0;
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

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Order;
}
