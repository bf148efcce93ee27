using Forecast.Core.Market;

namespace Forecast.Core.Models;

/// <summary>
/// What is known at an origin of one member's losses, beside those of all members.
/// <code>
/// ℓ_{m,j} = min(QLIKE(y_j, f_{m,j}), 4),   ℓ̄_j = Σ_m s_m ℓ_{m,j},   d_j = λ^{age of j} · min(1, step/h)
/// Excess = Σ_j d_j clip(ℓ_{m,j} − ℓ̄_j, ±1),   Ratio = Σ_j d_j ℓ_{m,j} / Σ_j d_j ℓ̄_j,   Targets = Σ_j d_j
/// </code>
/// <para>The sums are over the targets that were complete at the origin, and became so in the window before it: 60 days, for horizons of a day and more 365; the age of a target halves its weight three times in a window. s are the shares of the members that have
/// a forecast at j. Targets that overlap count as what is new in them. A window that ends makes a record the same wherever a walk begins; the bounds keep one crash from deciding it.</para>
/// <para>Units: QLIKE; targets. A member without a loss in the window has the excess 0 and the ratio 1.</para>
/// </summary>
/// <param name="Excess">Discounted sum of what the member lost beyond the members' mean.</param>
/// <param name="Ratio">Its discounted mean loss over theirs.</param>
/// <param name="Targets">Independent targets that this stands on, discounted.</param>
public readonly record struct MemberRecord(double Excess, double Ratio, double Targets)
{
    private const double LargestLoss = 4, LargestDifference = 1, HalfLives = 3;

    /// <summary>Nothing is known.</summary>
    public static MemberRecord None { get; } = new(0, 1, 0);

    /// <summary>How far back targets are looked at, from the origin to their end, Unix microseconds.</summary>
    public static long Window(TimeSpan horizon) => (horizon < TimeSpan.FromDays(1) ? 60 : 365) * Duration.Day;

    /// <summary>
    /// The records at each row of a walk.
    /// </summary>
    /// <param name="losses">QLIKE by member and row; NaN where there is no forecast or no target.</param>
    /// <param name="shares">The members' shares.</param>
    /// <param name="origins">Unix microseconds, increasing, on a grid of <paramref name="step"/>.</param>
    /// <param name="step">Time between origins, where none is missing.</param>
    /// <param name="horizon">Of the targets.</param>
    internal static MemberRecord[][] Of(double[][] losses, ReadOnlySpan<double> shares, long[] origins, long step, TimeSpan horizon)
    {
        var (members, h, window) = (losses.Length, Duration.Microseconds(horizon), Window(horizon));
        var (bounded, mean) = (Array.ConvertAll(losses, l => Array.ConvertAll(l, x => Math.Min(x, LargestLoss))), new double[origins.Length]);
        for (var r = 0; r < origins.Length; r++)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var m = 0; m < members; m++)
            {
                if (!double.IsNaN(bounded[m][r])) (sum, weight) = (sum + (shares[m] * bounded[m][r]), weight + shares[m]);
            }
            mean[r] = sum / weight;
        }
        var discount = new double[(window / step) + 1];
        for (var k = 0; k < discount.Length; k++) discount[k] = Math.Pow(0.5, HalfLives * k * step / window) * Math.Min(1, (double)step / h);
        var records = new MemberRecord[origins.Length][];
        var (first, until) = (0, 0);
        for (var r = 0; r < origins.Length; r++)
        {
            while (origins[first] + h <= origins[r] - window) first++;
            while (origins[until] + h <= origins[r]) until++;
            records[r] = new MemberRecord[members];
            for (var m = 0; m < members; m++) records[r][m] = Sum(bounded[m], mean, origins, discount, step, origins[r] - h, first, until);
        }
        return records;
    }

    private static MemberRecord Sum(double[] losses, double[] mean, long[] origins, double[] discount, long step, long newest, int first, int until)
    {
        var (excess, own, all, targets) = (0.0, 0.0, 0.0, 0.0);
        for (var j = first; j < until; j++)
        {
            if (double.IsNaN(losses[j])) continue;
            var d = discount[(newest - origins[j]) / step];
            excess += d * Math.Clamp(losses[j] - mean[j], -LargestDifference, LargestDifference);
            own += d * losses[j];
            all += d * mean[j];
            targets += d;
        }
        return all > 0 ? new MemberRecord(excess, own / all, targets) : None;
    }
}
