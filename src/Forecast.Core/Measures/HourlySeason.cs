using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The season of an instrument's hours as it was known: variance without it, and the share that the hours to come have in it.
/// <code>D[i] = Variance[i] / f(hour i),   Ahead_h[i] = ln (1/h) Σ_{j=1..h} f(hour i + j)</code>
/// <para>f is the hourly profile in force when hour i began, for the hours to come the one in force at its end (see <see cref="DiurnalSchedule"/>); 1 where there is none yet. So both depend on hours up to i only.</para>
/// <para>Units: D as the variance; Ahead in logs. The profile is fitted on the variances of complete hours, without those of longer windows that stand for an hour's.</para>
/// </summary>
internal sealed class HourlySeason
{
    private readonly HourlySeries _series;
    private readonly DiurnalProfile?[] _atEnd;

    public HourlySeason(HourlySeries series)
    {
        _series = series;
        var schedule = new DiurnalSchedule(TimeSpan.FromHours(1));
        _atEnd = new DiurnalProfile?[series.Count];
        Variance = new double[series.Count];
        DiurnalProfile? profile = null;
        for (var i = 0; i < series.Count; i++)
        {
            var open = series.End(i) - Duration.Hour;
            Variance[i] = series.Variance[i] / (profile?.Factor(open) ?? 1);
            if (series.Complete[i] && series.HasOwnVariance(i)) schedule.Add(open, series.Variance[i]);
            _atEnd[i] = profile = schedule.At(series.End(i));
        }
    }

    /// <summary>Hourly variances without the season; NaN where the variance is absent.</summary>
    public double[] Variance { get; }

    /// <summary>Log of the mean deseasonalised variance of the last h hours that have one, not below the floor of <see cref="HourlySeries.LogMean"/>; meaningful from index 719.</summary>
    public double[] LogMean(int h)
    {
        var (log, month) = (new double[_series.Count], _series.Rolling(HourlySeries.Month));
        for (var i = HourlySeries.Month - 1; i < log.Length; i++)
        {
            var (sum, there) = (0.0, 0);
            foreach (var v in Variance.AsSpan(i + 1 - h, h))
            {
                if (double.IsNaN(v)) continue;
                sum += v;
                there++;
            }
            var floor = month[i] / HourlySeries.Month;
            log[i] = Math.Log(Math.Max(there > 0 ? sum / there : floor, HourlySeries.QuietFloor * floor));
        }
        return log;
    }

    /// <summary>Log of the mean factor of the h hours that follow each hour.</summary>
    public double[] Ahead(int h)
    {
        var ahead = new double[_series.Count];
        for (var i = 0; i < ahead.Length;)
        {
            var (first, profile) = (i, _atEnd[i]);
            while (i < ahead.Length && ReferenceEquals(_atEnd[i], profile)) i++;
            if (profile is null) continue;
            var factors = new double[i - first + h];
            for (var j = 0; j < factors.Length; j++) factors[j] = profile.Factor(_series.End(first) + (j * Duration.Hour));
            for (var j = first; j < i; j++)
            {
                var sum = 0.0;
                foreach (var f in factors.AsSpan(j - first, h)) sum += f;
                ahead[j] = Math.Log(sum / h);
            }
        }
        return ahead;
    }
}
