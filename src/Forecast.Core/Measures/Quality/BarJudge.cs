using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>One pass over bars for <see cref="BarPrints"/>: keeps the level, the last good returns, and what is found.</summary>
internal sealed class BarJudge(BarSeries bars)
{
    private const int FewReturns = 24;

    private readonly List<PrintVerdict> _verdicts = [];
    private readonly List<double> _returns = [];
    private readonly BarActivity _activity = new(bars);
    private readonly long _step = Duration.Microseconds(bars.Interval);
    private readonly int _decimalRun = (int)Math.Max(BarPrints.Rebound, Duration.Day / Duration.Microseconds(bars.Interval));
    private double _level;
    private int _last = -1;

    public List<PrintVerdict> Judge()
    {
        var close = bars.Close;
        // Nothing lies before the first bar: its level is the median of the first few.
        _level = PrintRule.Median(close[..Math.Min(5, close.Length)]);
        for (var i = 0; i < bars.Count;)
        {
            var move = Math.Log(close[i] / _level);
            if (!Far(move, i))
            {
                Accept(i++);
                continue;
            }
            var slip = PrintRule.IsDecimal(move, 4 * Noise(i));
            var limit = slip ? _decimalRun : BarPrints.Rebound;
            var j = i + 1;
            while (j < bars.Count && j - i < limit && !Back(j, move) && (j - i < BarPrints.Rebound || Near(j, i, move))) j++;
            if (j == bars.Count && j - i <= limit)
            {
                for (; i < j; i++) Add(i, PrintQuality.Suspect, slip, move, "and no later bar tells yet whether it stays");
            }
            else if (Back(j, move) && Against(i, j, move, slip) is { } why)
            {
                // A real move may lie between the bad print and the price that is back: only what looks like the bad print goes with it.
                for (var k = i; k < j; k++) if (Near(k, i, move) || Math.Abs(Math.Log(close[k] / _level)) >= PrintRule.Extreme) Add(k, PrintQuality.Bad, slip, Math.Log(close[k] / _level), $"back after {j - k} bar(s); {why}");
                i = j;
            }
            else
            {
                Accept(i++);
            }
        }
        return _verdicts;
    }

    private bool Back(int j, double move) => Math.Abs(Math.Log(bars.Close[j] / _level)) <= PrintRule.BackShare * Math.Abs(move);

    private bool Near(int j, int i, double move) => Math.Abs(Math.Log(bars.Close[j] / bars.Close[i])) <= PrintRule.BackShare * Math.Abs(move);

    // What speaks against a real move that was taken back; null where nothing does.
    private string? Against(int i, int j, double move, bool slip)
    {
        if (slip) return "a power of ten";
        if (Math.Abs(move) >= PrintRule.Extreme) return "no market moves by that factor and takes it back";
        var joined = bars.OpenTime[j] - bars.OpenTime[j - 1] != _step || Math.Abs(Math.Log(bars.Open[j] / bars.Close[j - 1])) < Math.Abs(move) / 2;
        if (!joined) return FormattableString.Invariant($"the next bar opens at {bars.Open[j]:G6} and does not join it");
        return OpensRepeatCloses(i) && _activity.Busy(i, j) == false ? "nothing unusual was traded in it" : null;
    }

    private void Accept(int i)
    {
        var span = _last < 0 ? 1 : (bars.OpenTime[i] - bars.OpenTime[_last]) / _step;
        if (Wick(i, span == 1 && _last >= 0) is { } verdict)
        {
            _verdicts.Add(verdict);
            if (verdict.Quality == PrintQuality.Bad) return;
        }
        if (_last >= 0 && span == 1) _returns.Add(Math.Log(bars.Close[i] / _level));
        (_level, _last) = (bars.Close[i], i);
    }

    private PrintVerdict? Wick(int i, bool neighbour)
    {
        var (open, close) = (bars.Open[i], bars.Close[i]);
        var before = neighbour ? _level : open;
        var up = Math.Log(bars.High[i] / Math.Max(before, close));
        var down = Math.Log(bars.Low[i] / Math.Min(before, close));
        var move = up > -down ? up : down;
        if (!Far(move, i)) return null;
        var slip = PrintRule.IsDecimal(move, 4 * Noise(i));
        var size = Math.Abs(move);
        var gap = Math.Log(open / before);
        var why = slip ? "a power of ten"
            : size >= PrintRule.Absurd ? "no wick is that long"
            : size >= PrintRule.Extreme && _activity.Busy(i, i + 1) != true ? "nothing unusual was traded in it"
            : neighbour && Far(gap, i) && Math.Abs(Math.Log(close / before)) <= PrintRule.BackShare * Math.Abs(gap) ? FormattableString.Invariant($"the bar opens at {open:G6} and closes where the one before did")
            : null;
        return why is null ? null : Verdict(i, PrintQuality.Bad, slip, move, $"within the bar; {why}");
    }

    private bool Far(double move, int i) => Math.Abs(move) > PrintRule.LeastMove && Math.Abs(move) > PrintRule.Scales * Noise(i);

    // Robust scale of a move over the bars since the last good one.
    private double Noise(int i)
    {
        var recent = _returns.Count >= FewReturns ? _returns.GetRange(Math.Max(0, _returns.Count - BarPrints.Window), Math.Min(_returns.Count, BarPrints.Window)).ToArray() : First();
        var span = _last < 0 ? 1 : (bars.OpenTime[i] - bars.OpenTime[_last]) / _step;
        return PrintRule.Scale(recent) * Math.Sqrt(span);
    }

    // A file begins somewhere: until it has given enough returns, those of its first bars are the measure.
    private double[] First() => [.. Enumerable.Range(1, Math.Max(0, Math.Min(bars.Count, BarPrints.Window) - 1)).Select(k => Math.Log(bars.Close[k] / bars.Close[k - 1]))];

    private bool OpensRepeatCloses(int i)
    {
        var from = Math.Max(1, i - BarPrints.Window);
        return i > from && Enumerable.Range(from, i - from).Count(k => bars.Open[k] == bars.Close[k - 1]) > 0.95 * (i - from);
    }

    private void Add(int i, PrintQuality quality, bool slip, double move, string reason) => _verdicts.Add(Verdict(i, quality, slip, move, reason));

    private PrintVerdict Verdict(int i, PrintQuality quality, bool slip, double move, string reason) => new(
        i, quality, slip ? PrintVerdict.DecimalShift : PrintVerdict.PriceSpike,
        FormattableString.Invariant($"{Math.Exp(move):G4} times the level {_level:G6} before it ({Math.Abs(move) / Math.Max(Noise(i), 1e-6):F0} robust deviations), {reason}"), Math.Exp(move));
}
