using Forecast.Core.Models;

namespace Forecast.Benchmarks;

/// <summary>
/// Models of returns other than the plain GARCH(1,1), cold, on simulated series by turns. Run: <c>-- race-gjr-t</c> or <c>-- race-egarch</c>.
/// <para>GJR-GARCH with Student's t races fGarch, after a check that fGarch's maximum is not above ours and at most 0.5 below it in our likelihood; for EGARCH neither package has a model. Standard errors, computed when they are
/// asked for, are timed with the fit and without.</para>
/// </summary>
internal static class ReturnRace
{
    private static readonly int[] Lengths = [2500, 10000];

    private const int Turns = 11;

    public static void GjrStudent()
    {
        using var peer = RPeer.Start();
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Constant, []), new PowerGarch(1, 1, 1), new StudentErrors(), PresampleVariance.Fcp);
        var fGarch = new RaceTimes("fGarch");
        Race("GJR-GARCH(1,1,1), Student's t", model, fGarch, returns =>
        {
            if (peer is null || !peer.Has("fGarch")) return;
            var (time, p) = peer.Run("gjrt", 1, returns);
            fGarch.Add(time);
            // mu, omega, alpha, gamma, beta, nu as the model has them: their likelihood by our formula is a lower bound of our maximum.
            var (residuals, variances) = (new double[returns.Length], new double[returns.Length]);
            model.Mean.Residuals(returns, p.AsSpan(0, 1), residuals);
            var level = residuals.Sum(e => e * e) / residuals.Length;
            model.Variance.Variances(p.AsSpan(1, 4), residuals, new PresampleStart(level, false), variances);
            var theirs = model.Errors.LogLikelihood(residuals, variances, p.AsSpan(5, 1));
            var own = ReturnEstimator.Fit("gjr", returns, model).LogLikelihood;
            if (!(theirs <= own + 1e-6 && theirs > own - 0.5)) throw new InvalidOperationException($"fGarch's parameters have the likelihood {theirs}, ours {own}");
        });
    }

    public static void Egarch() =>
        Race("EGARCH(1,1,1), normal errors", new ReturnModel(MeanEquation.Of(ConditionalMean.Constant, []), new Egarch(1, 1, 1), new NormalErrors(), PresampleVariance.Arch), new RaceTimes("no peer"), _ => { });

    private static void Race(string title, ReturnModel model, RaceTimes peer, Action<double[]> turnOfPeer)
    {
        for (var i = 0; i < 60; i++) _ = ReturnEstimator.Fit("warm-up", GarchSample.MakeAsymmetric(Lengths[0], 1), model).Errors;
        foreach (var length in Lengths)
        {
            RaceTimes estimate = new("ours, estimate"), errors = new("ours, with standard errors");
            for (var turn = 1; turn <= Turns; turn++)
            {
                var returns = GarchSample.MakeAsymmetric(length, (ulong)turn);
                estimate.Add(RaceTimes.Measure(5, () => ReturnEstimator.Fit("ours", returns, model)));
                errors.Add(RaceTimes.Measure(5, () => _ = ReturnEstimator.Fit("ours", returns, model).Errors));
                if (turn <= 5 && length == Lengths[0]) turnOfPeer(returns);
            }
            RaceTimes.Print($"{title}, T = {length}", estimate, errors, length == Lengths[0] ? peer : new(peer.Name));
        }
    }
}
