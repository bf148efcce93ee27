namespace Forecast.Core.Evaluation;

/// <summary>
/// Whether the rows between exceedances have no memory: a Weibull shape b of 1. b below 1 means that exceedances cluster.
/// <code>f(d) = aᵇ b d^{b−1} exp(−(a d)ᵇ);   ln L = Σ_complete ln f(d) − Σ_censored (a d)ᵇ,   a = (k/Σ dᵇ)^{1/b};   LR = 2 (ln L(b̂) − ln L(1)) ~ χ²(1)</code>
/// <para>k counts complete durations. The time to the first exceedance and the time since the last one are censored, unless the first or last row is one.</para>
/// <para>b̂ solves 1/b + mean_complete ln d = Σ dᵇ ln d/Σ dᵇ, whose difference of sides falls in b: by bisection, to the last digit.</para>
/// <para>Durations are whole numbers: where exceedances are as frequent as one in twenty the exponential law is rough, and a test at 5 % rejects about 10 % of right models.</para>
/// <para>Domain: rows in time order; undefined with fewer than two complete durations, or where these are all as long as the longest, for then b̂ is infinite.</para>
/// <para>Reference: Christoffersen and Pelletier (2004), Journal of Financial Econometrics 2.</para>
/// </summary>
/// <param name="Shape">b̂.</param>
/// <param name="LogLikelihood">ln L at b̂.</param>
/// <param name="MemorylessLogLikelihood">ln L at b = 1.</param>
/// <param name="Test">The likelihood ratio.</param>
public sealed record DurationTest(double Shape, double LogLikelihood, double MemorylessLogLikelihood, ChiSquaredStatistic Test)
{
    /// <summary>Tests rows by whether each is an exceedance.</summary>
    public static Outcome<DurationTest> Of(ReadOnlySpan<bool> hits)
    {
        var (complete, all) = Durations(hits);
        if (complete.Count < 2) return new($"{complete.Count} complete durations between exceedances; two are needed");
        // In units of the longest, powers stay within [0, 1].
        var longest = all.Max();
        double[] log = [.. all.Select(d => Math.Log(d / longest))];
        var mean = complete.Average(d => Math.Log(d / longest));
        if (mean == 0) return new("all complete durations are as long as the longest one");
        double Slope(double b)
        {
            double weighted = 0, sum = 0;
            foreach (var l in log)
            {
                var power = Math.Exp(b * l);
                (weighted, sum) = (weighted + (power * l), sum + power);
            }
            return (1 / b) + mean - (weighted / sum);
        }
        var (low, high) = (0.0, 1.0);
        while (Slope(high) > 0) (low, high) = (high, 2 * high);
        for (var middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (Slope(middle) > 0) low = middle;
            else high = middle;
        }
        double LogLikelihood(double b)
        {
            // At a = (k/Σ dᵇ)^{1/b} the sum of (a d)ᵇ is k.
            var k = complete.Count;
            var power = k / log.Sum(l => Math.Exp(b * l));
            return (k * (Math.Log(power) + Math.Log(b) - Math.Log(longest) - 1)) + ((b - 1) * k * mean);
        }
        var (free, memoryless) = (LogLikelihood(low), LogLikelihood(1));
        return new DurationTest(low, free, memoryless, ChiSquaredStatistic.Of(2 * (free - memoryless), 1));
    }

    private static (List<double> Complete, List<double> All) Durations(ReadOnlySpan<bool> hits)
    {
        var (complete, all, last) = (new List<double>(), new List<double>(), -1);
        for (var t = 0; t < hits.Length; t++)
        {
            if (!hits[t]) continue;
            if (last >= 0) complete.Add(t - last);
            if (t > 0) all.Add(t - last);
            last = t;
        }
        if (last < hits.Length - 1) all.Add(hits.Length - 1 - last);
        return (complete, all);
    }
}
