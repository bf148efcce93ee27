using Forecast.Core.Market;

namespace Forecast.Core.Features;

/// <summary>
/// What instruments have in common: the first principal component of their standardised returns, and that of their standardised log volumes, bar by bar.
/// <code>z_i = (x_i − m_i) / s_i,   C w = λ w,   f = Σ w_i z_i / Σ w_i² / √λ   over the instruments that have the bar;   x = ln(close / close before), or ln volume</code>
/// Means, deviations and the correlations C are of the window before the last refit: the first bar's end on a grid of absolute instants (multiples of the refit period from Monday 1970-01-05
/// 00:00 UTC), so that no later bar, and no choice of where the data begins beyond the window, changes a value. Instruments that have half of the window's bars take part. Of one instrument the
/// factor is that instrument, standardised: a named leader.
/// <para>Units: standard deviations of the factor in the window; a value is known at the bar's end. w has positive sum. Returns are between neighbouring bars only.</para>
/// <para>Domain: absent before the first refit with a member, and where the instruments that have the bar have less than half of Σ w². A bar in which nothing traded has no log volume.</para>
/// <para>Reference: Connor and Korajczyk (1986), Journal of Financial Economics 15; Chordia, Roll and Subrahmanyam (2000), Journal of Financial Economics 56, for commonality; Hasbrouck and Seppi
/// (2001), Journal of Financial Economics 59, for the component of standardised flows.</para>
/// </summary>
public sealed class MarketFactor
{
    private MarketFactor((AsOfSeries, IReadOnlyList<FactorLoadings>) returns, (AsOfSeries, IReadOnlyList<FactorLoadings>) volumes) =>
        ((Return, ReturnLoadings), (Volume, VolumeLoadings)) = (returns, volumes);

    /// <summary>The factor's return in each bar, at the bar's end.</summary>
    public AsOfSeries Return { get; }

    /// <summary>The factor's log volume in each bar, at the bar's end; without an entry where bars have no volume.</summary>
    public AsOfSeries Volume { get; }

    /// <summary>What the returns are made with, oldest first.</summary>
    public IReadOnlyList<FactorLoadings> ReturnLoadings { get; }

    /// <summary>What the volumes are made with, oldest first.</summary>
    public IReadOnlyList<FactorLoadings> VolumeLoadings { get; }

    /// <summary>The factor of instruments; their order does not matter.</summary>
    /// <param name="bars">With one interval.</param>
    /// <param name="window">What loadings are estimated from.</param>
    /// <param name="refit">How often; a multiple of the interval.</param>
    /// <exception cref="ArgumentException">There is no instrument, intervals differ, two instruments are one, or the window or the refit period is not a multiple of the interval.</exception>
    public static MarketFactor From(IReadOnlyList<BarSeries> bars, TimeSpan window, TimeSpan refit)
    {
        if (bars.Count == 0) throw new ArgumentException("no instrument; give one or more", nameof(bars));
        var interval = bars[0].Interval;
        if (bars.FirstOrDefault(b => b.Interval != interval) is { } other)
            throw new ArgumentException($"{other.Symbol} has bars of {Duration.Format(other.Interval)} and {bars[0].Symbol} of {Duration.Format(interval)}; aggregate them to one interval", nameof(bars));
        foreach (var (span, name) in new[] { (window, nameof(window)), (refit, nameof(refit)) })
        {
            if (span <= TimeSpan.Zero || span.Ticks % interval.Ticks != 0) throw new ArgumentException($"{name} is {span}; it must be a multiple of the bars' {Duration.Format(interval)}", name);
        }
        BarSeries[] sorted = [.. bars.OrderBy(b => b.Venue, StringComparer.Ordinal).ThenBy(b => b.Symbol, StringComparer.Ordinal)];
        if (sorted.Zip(sorted.Skip(1)).Where(p => (p.First.Venue, p.First.Symbol) == (p.Second.Venue, p.Second.Symbol)).Select(p => p.First.Symbol).FirstOrDefault() is { } twice)
            throw new ArgumentException($"{twice} is there twice", nameof(bars));
        return new MarketFactor(Follow(new FactorPanel(sorted, LogReturn), window, refit), Follow(new FactorPanel(sorted, LogVolume), window, refit));
    }

    private static (AsOfSeries Factor, IReadOnlyList<FactorLoadings> Loadings) Follow(FactorPanel panel, TimeSpan window, TimeSpan refit)
    {
        var (rows, period) = ((int)(Duration.Microseconds(window) / panel.Step), Duration.Microseconds(refit));
        List<FactorLoadings> fits = [];
        List<long> time = [];
        List<double> value = [];
        (FactorLoadings Loadings, int[] Members)? fit = null;
        for (var row = 0; row < panel.Rows; row++)
        {
            var end = panel.First + (row * panel.Step);
            if (fit is { } now && panel.Score(now.Loadings, now.Members, row) is { } score)
            {
                time.Add(end);
                value.Add(score);
            }
            // The bar that ends at the refit belongs to the window of the new loadings and is scored by the old ones.
            if ((end - Instant.FirstMonday) % period != 0) continue;
            fit = panel.Load(Math.Max(0, row + 1 - rows), row + 1, rows);
            if (fit is { } fresh) fits.Add(fresh.Loadings);
        }
        long[] times = [.. time];
        return (new AsOfSeries(times, times, [.. value]), fits);
    }

    private static double LogReturn(BarSeries bars, int i) =>
        i > 0 && bars.OpenTime[i] - bars.OpenTime[i - 1] == Duration.Microseconds(bars.Interval) ? Math.Log(bars.Close[i] / bars.Close[i - 1]) : double.NaN;

    private static double LogVolume(BarSeries bars, int i) => bars.Volume?[i] is > 0 and var volume ? Math.Log(volume) : double.NaN;
}
