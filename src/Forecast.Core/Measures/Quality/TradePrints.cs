using System.Runtime.InteropServices;
using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Tells bad prints among trades from moves that happened.
/// <para>A price is far where it leaves the last good price by more than ln 1.1 and 10 × 1.4826 × median |r| of the last <see cref="Window"/> good moves, in one step. It is a bad
/// print where one of the next <see cref="Rebound"/> trades is back (what is left is at most a quarter of the move): a market that really traded there sweeps its book on the
/// way, in many small steps. A price that stays is real, whatever the step. Where the batch ends before that is known, it is suspect.</para>
/// <para>Past only but for the rebound. Domain: a validated batch, in the order of trading. Quick: a trade near its neighbour costs one comparison.</para>
/// </summary>
public static class TradePrints
{
    /// <summary>Trades within which a bad print is back.</summary>
    public const int Rebound = 5;

    /// <summary>Good moves by which a step is judged.</summary>
    public const int Window = 64;

    /// <summary>The verdicts that are not good, in order of rows.</summary>
    /// <param name="trades">A batch.</param>
    /// <param name="before">The last good prices before it, oldest first (at best <see cref="Window"/> + 1); empty at the beginning of a history.</param>
    public static IReadOnlyList<PrintVerdict> Judge(TradeBatch trades, ReadOnlySpan<double> before = default)
    {
        var price = trades.Price;
        if (price.Length == 0) return [];
        var verdicts = new List<PrintVerdict>();
        var level = before.Length > 0 ? before[^1] : PrintRule.Median(price[..Math.Min(5, price.Length)]);
        var near = Math.Exp(PrintRule.LeastMove);
        for (var i = 0; i < price.Length;)
        {
            var p = price[i];
            if (p < level * near && p * near > level)
            {
                (level, i) = (p, i + 1);
                continue;
            }
            var move = Math.Log(p / level);
            var noise = Noise(price.AsSpan(0, i), before, CollectionsMarshal.AsSpan(verdicts));
            if (Math.Abs(move) <= PrintRule.Scales * noise)
            {
                (level, i) = (p, i + 1);
                continue;
            }
            var j = i + 1;
            while (j < price.Length && j - i < Rebound && !Back(price[j])) j++;
            var slip = PrintRule.IsDecimal(move, 4 * noise);
            var back = j < price.Length && Back(price[j]);
            var undecided = j == price.Length && j - i < Rebound;
            for (var k = i; k < j && (back || undecided); k++)
                verdicts.Add(new PrintVerdict(k, back ? PrintQuality.Bad : PrintQuality.Suspect, slip ? PrintVerdict.DecimalShift : PrintVerdict.PriceSpike,
                    FormattableString.Invariant($"{price[k] / level:G4} times the level {level:G6} before it, {(back ? $"back after {j - i} trade(s)" : "and no later trade tells yet whether it stays")}"), price[k] / level));
            if (!back && !undecided) level = p;
            i = back || undecided ? j : i + 1;

            bool Back(double q) => Math.Abs(Math.Log(q / level)) <= PrintRule.BackShare * Math.Abs(move);
        }
        return verdicts;
    }

    private static double Noise(ReadOnlySpan<double> price, ReadOnlySpan<double> before, ReadOnlySpan<PrintVerdict> verdicts)
    {
        // Newest first, from the batch and then from what came before it, leaving out what is not good.
        var (good, v) = (new List<double>(Window + 1), verdicts.Length - 1);
        for (var i = price.Length - 1; i >= 0 && good.Count <= Window; i--)
        {
            if (v >= 0 && verdicts[v].Row == i) v--;
            else good.Add(price[i]);
        }
        for (var i = before.Length - 1; i >= 0 && good.Count <= Window; i--) good.Add(before[i]);
        return good.Count < 2 ? 0 : PrintRule.Scale([.. good.Zip(good.Skip(1), (a, b) => Math.Log(a / b))]);
    }
}
