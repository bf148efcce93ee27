namespace Forecast.Core.Numerics;

/// <summary>
/// Regression of a positive variable on a log-linear function plus small nets, learnt together by a loss that no single shock can rule.
/// <code>ln μ(x) = c + mean over three seeds of f_s(z),   z = (x − mean) / sd kept inside ±8,   loss = Σ ρ(y/μ),   dρ/d ln μ = 1 − min(y/μ, 5)</code>
/// <para>ρ is QLIKE up to y/μ = 5 and goes on as a line in ln μ. What that leaves out of the level comes back with c, which sets the mean of y/μ to 1.</para>
/// <para>f_s are <see cref="FeedForwardNet"/>s of layers of 16 and 8, which start at 0, with μ the constant of the least loss. Three passes over the rows are the shrinkage, and belong to the estimator: <see cref="Adam"/>'s steps on batches drawn without replacement (256 rows, of fewer than 16 384
/// a 64th, at least 16), of a rate that falls from 0.003, for the linear part 0.0003, to 0 as a cosine. The same rows give the same bits.</para>
/// <para>Shapes: p columns of length n and y; values are c, the means, the standard deviations, then each net's parameters. A column that does not vary says nothing. An object serves one thread.</para>
/// <para>Domain: y positive, n ≥ 16; otherwise <see cref="Fit"/> returns null.</para>
/// <para>Reference: Patton (2011), Journal of Econometrics 160, for QLIKE; Huber (1964), Annals of Mathematical Statistics 35, for bounded influence; Bucci (2020), Journal of Financial Econometrics 18, for nets of realised variance.</para>
/// </summary>
public sealed class NetRegression
{
    private const int Seeds = 3, Passes = 3, LargestBatch = 256, SmallestBatch = 16, LeastSteps = 64, LevelSteps = 20;

    private const double Rate = 0.003, LinearRate = 0.0003, Influence = 5, Clip = 8;

    private readonly double[] _mean, _scale, _z;
    private readonly FeedForwardNet[] _nets;
    private double _level;

    private NetRegression(int columns)
    {
        (_mean, _scale, _z) = (new double[columns], new double[columns], new double[columns]);
        _nets = [.. Enumerable.Range(0, Seeds).Select(_ => new FeedForwardNet(columns, 16, 8))];
    }

    /// <summary>That of <paramref name="values"/>, for rows of so many columns; what comes after them is not read.</summary>
    public NetRegression(int columns, ReadOnlySpan<double> values) : this(columns)
    {
        Guard.AtLeast(values.Length, Values.Length);
        _level = values[0];
        values.Slice(1, columns).CopyTo(_mean);
        values.Slice(columns + 1, columns).CopyTo(_scale);
        for (var (s, at) = (0, (2 * columns) + 1); s < Seeds; at += _nets[s++].Parameters.Length) values.Slice(at, _nets[s].Parameters.Length).CopyTo(_nets[s].Parameters);
    }

    /// <summary>Everything that it is.</summary>
    public double[] Values => [_level, .. _mean, .. _scale, .. _nets.SelectMany(net => net.Parameters)];

    /// <summary>Learns <paramref name="y"/> from <paramref name="columns"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; it is looked at every batch.</exception>
    public static NetRegression? Fit(double[][] columns, double[] y, CancellationToken stop = default)
    {
        var (n, p) = (y.Length, columns.Length);
        if (n < SmallestBatch || y.AsSpan().ContainsAnyExceptInRange(double.Epsilon, double.MaxValue)) return null;
        var (fit, z) = (new NetRegression(p), new double[n * p]);
        for (var k = 0; k < p; k++)
        {
            stop.ThrowIfCancellationRequested();
            CorrelationForm.Standardize(columns[k], out fit._mean[k], out fit._scale[k]);
            // Exactly, whatever rounding left of the mean of many rows.
            if (!columns[k].AsSpan().ContainsAnyExcept(columns[k][0])) fit._scale[k] = 0;
            for (var i = 0; i < n; i++) z[(i * p) + k] = fit.Standard(columns[k][i], k);
        }
        var start = Level(y);
        var relative = Array.ConvertAll(y, v => v / start);
        for (var s = 0; s < Seeds; s++) Train(fit._nets[s], z, relative, Xoshiro256.Stream((ulong)s, "net"), stop);
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            if (i % LargestBatch == 0) stop.ThrowIfCancellationRequested();
            sum += relative[i] * Math.Exp(-fit.Mean(z.AsSpan(i * p, p)));
        }
        fit._level = Math.Log(start * sum / n);
        return double.IsFinite(fit._level) ? fit : null;
    }

    /// <summary>ln μ(x).</summary>
    public double LogMean(ReadOnlySpan<double> x)
    {
        Guard.SameLength(x.Length, _z.Length, nameof(x));
        for (var k = 0; k < _z.Length; k++) _z[k] = Standard(x[k], k);
        return _level + Mean(_z);
    }

    // Of constants the one that the loss likes best: where the mean of min(y/μ, 5) is 1.
    private static double Level(double[] y)
    {
        var level = y.Average();
        for (var step = 0; step < LevelSteps; step++)
        {
            var sum = 0.0;
            foreach (var v in y) sum += Math.Min(v / level, Influence);
            level *= sum / y.Length;
        }
        return level;
    }

    private double Standard(double x, int k) => _scale[k] > 0 ? Math.Clamp((x - _mean[k]) / _scale[k], -Clip, Clip) : 0;

    private double Mean(ReadOnlySpan<double> z)
    {
        var sum = 0.0;
        foreach (var net in _nets) sum += net.Of(z);
        return sum / Seeds;
    }

    private static void Train(FeedForwardNet net, double[] z, double[] y, Xoshiro256 random, CancellationToken stop)
    {
        net.Draw(random);
        var (n, p, parameters, gradient) = (y.Length, net.Inputs, net.Parameters, new double[net.Parameters.Length]);
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
                    net.AddGradient(x, (1 - Math.Min(y[i] * Math.Exp(-net.Of(x)), Influence)) / batch, gradient);
                }
                var factor = 0.5 * (1 + Math.Cos(Math.PI * step++ / steps));
                line.Step(parameters.AsSpan(0, p), gradient.AsSpan(0, p), LinearRate * factor);
                rest.Step(parameters.AsSpan(p), gradient.AsSpan(p), Rate * factor);
            }
        }
    }
}
