namespace Forecast.Core.Models;

/// <summary>
/// The units in which a Realized GARCH is estimated: returns over their standard deviation s, logs of the realised measure less their mean m.
/// <code>mu = s mu′,   omega = omega′ + (1 − beta) 2 ln s − alpha m,   xi = xi′ + m − delta 2 ln s</code>
/// </summary>
internal sealed record RealizedScale(double[] Returns, double[] Logs, double Mean, double Deviation, double LogMean, double LogDeviation)
{
    /// <summary>Whether the deviations are numbers to divide by.</summary>
    public bool IsUsable => Deviation > 1e-150 && Deviation < 1e150 && LogDeviation > 0;

    private double Shift => 2 * Math.Log(Deviation);

    /// <summary>The scale of a sample; <see cref="Mean"/> is that of the scaled returns.</summary>
    public static RealizedScale Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> realized)
    {
        double[] y = returns.ToArray(), logs = realized.ToArray();
        for (var t = 0; t < y.Length; t++) logs[t] = Math.Log(logs[t]);
        var ((mean, deviation), (logMean, logDeviation)) = (Moments(y), Moments(logs));
        for (var t = 0; t < y.Length; t++) (y[t], logs[t]) = (y[t] / deviation, logs[t] - logMean);
        return new(y, logs, mean / deviation, deviation, logMean, logDeviation);
    }

    /// <summary>The parameters in the units of the sample.</summary>
    public RealizedGarchParameters Natural(RealizedGarchParameters p) => p with
    {
        Mu = p.Mu * Deviation,
        Omega = p.Omega + ((1 - p.Beta) * Shift) - (p.Alpha * LogMean),
        Xi = p.Xi + LogMean - (p.Delta * Shift),
    };

    /// <summary>The derivatives of the natural parameters in the scaled ones, in the order of <see cref="RealizedGarchParameters.Names"/> from <paramref name="first"/> on.</summary>
    public double[,] Map(int first)
    {
        var n = RealizedGarchParameters.Count - first;
        var map = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) map[i, j] = Slope(first + i, first + j);
        }
        return map;
    }

    private double Slope(int i, int j) => (i, j) switch
    {
        (0, 0) => Deviation,
        (1, 2) => -LogMean,
        (1, 3) or (8, 6) => -Shift,
        _ => i == j ? 1 : 0,
    };

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double sum = 0, squares = 0;
        foreach (var v in values) sum += v;
        var mean = sum / values.Length;
        foreach (var v in values) squares += (v - mean) * (v - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }
}
