using System.Globalization;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The pooled model whose function is log-linear plus a small net, learnt together by a loss that no single shock can rule.
/// <code>ln g(x) = c + mean over seeds of (b·z + net(z)),   z = (x − mean) / sd kept inside ±8,   loss = Σ ρ(y/g),   dρ/d ln g = 1 − min(y/g, 5)</code>
/// <para>ρ is QLIKE up to y/g = 5 and goes on as a line in ln g: the shape is that of ordinary days and shocks. What that leaves out of the level comes back with c, which sets the mean of y/g to 1.</para>
/// <para>Shocks are carried by the linear part; the net's is bounded by construction (<see cref="FeedForwardNet"/>). x are those of <see cref="PooledGammaModel"/> without the shape of the last hour, with semivariances and returns of up to 30 days.</para>
/// <para>Few passes over the rows from f = 0 are the shrinkage, and belong to the estimator: three, with a rate that falls to 0 as a cosine and is a tenth for b. Estimated every twelfth Monday.</para>
/// <para>Reference: Patton (2011), Journal of Econometrics 160, for QLIKE; Huber (1964), Annals of Mathematical Statistics 35, for bounded influence; Bucci (2020), Journal of Financial Econometrics 18, for nets of realised variance.</para>
/// </summary>
public sealed class PooledNetModel : PooledModel
{
    private const int Seeds = 3, Passes = 3, LargestBatch = 256, SmallestBatch = 16, LeastSteps = 64;

    private const double Rate = 0.003, LinearRate = 0.0003, Influence = 5, Clip = 8;

    private static ReadOnlySpan<int> Hidden => [16, 8];

    public override string Id => "pooled-net";

    public override string Description => "A log-linear function and a small neural net for all instruments together, relative to each one's own level and season, the mean in logs of three";

    public override TimeSpan RefitEvery => TimeSpan.FromDays(84);

    internal override int[] Regressors(int h) => PooledFeatures.WithReturns(h);

    protected override FitResult Learn(PooledRows rows, TimeSpan horizon, long origin, CancellationToken stop)
    {
        var (n, p) = (rows.Count, rows.Columns.Length);
        var (mean, scale, z) = (new double[p], new double[p], new double[n * p]);
        for (var k = 0; k < p; k++)
        {
            stop.ThrowIfCancellationRequested();
            CorrelationForm.Standardize(rows.Columns[k], out mean[k], out scale[k]);
            for (var i = 0; i < n; i++) z[(i * p) + k] = Standard(rows.Columns[k][i], mean[k], scale[k]);
        }
        var level = Math.Log(rows.Target.Average());
        var target = Array.ConvertAll(rows.Target, y => y / Math.Exp(level));
        FeedForwardNet[] nets = [.. Enumerable.Range(0, Seeds).Select(s => Train(z, target, p, Xoshiro256.Stream((ulong)s, Id), stop))];
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            if (i % LargestBatch == 0) stop.ThrowIfCancellationRequested();
            sum += target[i] * Math.Exp(-Mean(nets, z.AsSpan(i * p, p)));
        }
        level += Math.Log(sum / n);
        if (!double.IsFinite(level)) return FitResult.Refused($"{Id} finds no function: its steps led nowhere");
        return FitResult.Of(new FittedModel(Id, horizon, origin, n, FitStatus.Converged,
        [
            new("const", level),
            .. mean.Select((m, k) => new Parameter("mean_" + rows.Names[k], m)),
            .. scale.Select((s, k) => new Parameter("sd_" + rows.Names[k], s)),
            .. nets.SelectMany((net, s) => net.Parameters.Select((v, i) => new Parameter(string.Create(CultureInfo.InvariantCulture, $"net{s}_{i}"), v))),
        ]));
    }

    protected override Func<ReadOnlySpan<double>, double> LogRatio(FittedModel model)
    {
        // By place: a look-up by name goes through thousands of them.
        double[] values = [.. model.Parameters.Select(q => q.Value)];
        var p = Regressors(TargetTable.HoursOf(model.Horizon)).Length;
        var (mean, scale, z) = (values[1..(p + 1)], values[(p + 1)..((2 * p) + 1)], new double[p]);
        FeedForwardNet[] nets = [.. Enumerable.Range(0, Seeds).Select(_ => new FeedForwardNet(p, Hidden))];
        for (var (s, at) = (0, (2 * p) + 1); s < Seeds; at += nets[s++].Parameters.Length) values.AsSpan(at, nets[s].Parameters.Length).CopyTo(nets[s].Parameters);
        return row =>
        {
            for (var k = 0; k < p; k++) z[k] = Standard(row[k], mean[k], scale[k]);
            return values[0] + Mean(nets, z);
        };
    }

    private static double Standard(double x, double mean, double scale) => scale > 0 ? Math.Clamp((x - mean) / scale, -Clip, Clip) : 0;

    private static double Mean(FeedForwardNet[] nets, ReadOnlySpan<double> z)
    {
        var sum = 0.0;
        foreach (var net in nets) sum += net.Of(z);
        return sum / nets.Length;
    }

    private static FeedForwardNet Train(double[] z, double[] target, int p, Xoshiro256 random, CancellationToken stop)
    {
        var net = new FeedForwardNet(p, Hidden);
        net.Draw(random);
        var (n, gradient) = (target.Length, new double[net.Parameters.Length]);
        var (line, rest) = (new Adam(p), new Adam(gradient.Length - p));
        var batch = Math.Clamp(n / LeastSteps, SmallestBatch, LargestBatch);
        var order = Enumerable.Range(0, n).ToArray();
        var (steps, step) = (Passes * (n / batch), 0);
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var i = n - 1; i > 0; i--)
            {
                var j = random.Next(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
            for (var first = 0; first + batch <= n; first += batch)
            {
                stop.ThrowIfCancellationRequested();
                Array.Clear(gradient);
                foreach (var i in order.AsSpan(first, batch))
                {
                    var x = z.AsSpan(i * p, p);
                    net.AddGradient(x, (1 - Math.Min(target[i] * Math.Exp(-net.Of(x)), Influence)) / batch, gradient);
                }
                var factor = 0.5 * (1 + Math.Cos(Math.PI * step++ / steps));
                line.Step(net.Parameters.AsSpan(0, p), gradient.AsSpan(0, p), LinearRate * factor);
                rest.Step(net.Parameters.AsSpan(p), gradient.AsSpan(p), Rate * factor);
            }
        }
        return net;
    }
}
