using Forecast.Core.Models;

namespace Forecast.Benchmarks;

/// <summary>
/// GARCH(1,1) with normal errors, cold and with standard errors, on the same simulated series by turns: <see cref="GarchEstimator"/>, <see cref="ReturnEstimator"/> without and with its four kinds of standard errors, the
/// model garch of the <c>fit</c> verb (any orders, all standard errors, curves), R's tseries (compiled, analytic gradient, zero mean) and fGarch. Run:
/// <c>-- race-garch</c>.
/// <para>First it is checked that fGarch's likelihood is ours at its parameters and no higher than at ours, and that tseries' parameters, whose likelihood drops the first observation, are near our maximum.</para>
/// </summary>
internal static class GarchRace
{
    private const int Turns = 20;

    public static void Run()
    {
        using var peer = RPeer.Start();
        foreach (var length in new[] { 1000, 2500, 10000 })
        {
            RaceTimes ours = new("ours"), general = new("ours, any orders, estimate"), errors = new("ours, any orders, four errors"), catalogued = new("ours, the fit verb's"), tseries = new("tseries"), fGarch = new("fGarch");
            var verb = SeriesModelCatalog.Get("garch");
            var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Constant), new PowerGarch(1, 0, 1), new NormalErrors(), PresampleVariance.Arch);
            for (var i = 0; i < 300; i++) GarchEstimator.Fit(GarchSample.Make(length, 1));
            for (var i = 0; i < 300; i++) verb.Fit(GarchSample.Make(length, 1));
            for (var turn = 1; turn <= Turns; turn++)
            {
                var returns = GarchSample.Make(length, (ulong)turn);
                ours.Add(RaceTimes.Measure(5, () => GarchEstimator.Fit(returns)));
                general.Add(RaceTimes.Measure(5, () => ReturnEstimator.Fit("garch", returns, model)));
                errors.Add(RaceTimes.Measure(5, () => _ = ReturnEstimator.Fit("garch", returns, model).Errors));
                catalogued.Add(RaceTimes.Measure(5, () => verb.Fit(returns)));
                if (peer is not null && peer.Has("tseries")) tseries.Add(Tseries(peer, returns));
                if (peer is not null && peer.Has("fGarch") && turn <= 5) fGarch.Add(FGarch(peer, returns));
            }
            RaceTimes.Print($"GARCH(1,1), normal errors, T = {length}", ours, general, errors, catalogued, tseries, fGarch);
        }
    }

    private static double Tseries(RPeer peer, double[] returns)
    {
        var (time, p) = peer.Run("tseries", 5, returns);
        var mean = returns.Average();
        double[] centred = [.. returns.Select(r => r - mean)];
        var fit = GarchEstimator.Fit(centred, new GarchOptions { Mean = ConditionalMean.Zero, Presample = PresampleVariance.Fcp }).Estimate!;
        var theirs = GarchRecursion.LogLikelihood(centred, new(0, p[0], p[1], p[2]), fit.Presample);
        if (!(theirs <= fit.LogLikelihood + 1e-9 && theirs > fit.LogLikelihood - 0.5))
            throw new InvalidOperationException($"tseries' parameters have the likelihood {theirs}, ours {fit.LogLikelihood}");
        return time;
    }

    private static double FGarch(RPeer peer, double[] returns)
    {
        var (time, p) = peer.Run("fgarch", 1, returns);
        var fit = GarchEstimator.Fit(returns, new GarchOptions { Presample = PresampleVariance.Fcp }).Estimate!;
        var theirs = GarchRecursion.LogLikelihood(returns, new(p[0], p[1], p[2], p[3]), fit.Presample);
        if (!(Math.Abs(theirs - p[4]) < 1e-6 && theirs <= fit.LogLikelihood + 1e-9 && theirs > fit.LogLikelihood - 0.01))
            throw new InvalidOperationException($"fGarch's parameters have the likelihood {theirs}, it says {p[4]}, ours is {fit.LogLikelihood}");
        return time;
    }
}
