using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>The hourly sums beside squared returns: of returns and their neighbours, and of the flow of the bars. Each of the two is one pass over the bars, made when it is first asked for.</summary>
internal sealed class HourlyMoments
{
    private static readonly double Tripower = Math.Pow(Multipower.Moment(4.0 / 3), -3);

    private readonly BarSeries _bars;
    private readonly long _firstEnd;
    private readonly int _hours, _perHour;
    private readonly Lazy<ReturnSums> _returns;
    private readonly Lazy<FlowSums> _flow;

    public HourlyMoments(BarSeries bars, long firstEnd, int hours)
    {
        (_bars, _firstEnd, _hours) = (bars, firstEnd, hours);
        _perHour = (int)(Duration.Hour / Duration.Microseconds(bars.Interval));
        _returns = new(SumReturns);
        _flow = new(SumFlow);
    }

    /// <summary>Whether the bars' source gives what the measure needs.</summary>
    public bool Has(HourlyMeasure measure) => measure switch
    {
        HourlyMeasure.Volume => _bars.Volume is not null,
        HourlyMeasure.Trades => _bars.Trades is not null,
        HourlyMeasure.TakerImbalance or HourlyMeasure.BarImbalance => _bars.Volume is not null && _bars.TakerBuyBase is not null,
        _ => true,
    };

    /// <summary>The measure over the last h hours at every hour, NaN where absent.</summary>
    public double[] Rolling(HourlyMeasure measure, int h)
    {
        if (!Has(measure)) return Filled(double.NaN);
        double n = h * _perHour;
        return measure switch
        {
            HourlyMeasure.DownVariance => _returns.Value.Down.Rolling(h),
            HourlyMeasure.BipowerVariation => Scaled(_returns.Value.Pairs.Rolling(h), Math.PI / 2),
            HourlyMeasure.Quarticity => Scaled(_returns.Value.Fourth.Rolling(h), n / 3),
            HourlyMeasure.TripowerQuarticity => Scaled(_returns.Value.Triples.Rolling(h), n * Tripower),
            HourlyMeasure.Volume => _flow.Value.Volume.Rolling(h),
            HourlyMeasure.Trades => _flow.Value.Trades.Rolling(h),
            HourlyMeasure.TakerImbalance => Share(_flow.Value.Signed.Rolling(h), _flow.Value.Volume.Rolling(h)),
            HourlyMeasure.BarImbalance => Share(_flow.Value.OneSided.Rolling(h), _flow.Value.Traded.Rolling(h)),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "is no hourly measure"),
        };
    }

    private HourlySums New() => new(_hours, _perHour);

    // Bars after the last full hour belong to none.
    private int HourOf(int bar) => (int)((_bars.End(bar) - _firstEnd + Duration.Hour - 1) / Duration.Hour);

    private ReturnSums SumReturns()
    {
        var sums = new ReturnSums(New(), New(), New(), New());
        var step = Duration.Microseconds(_bars.Interval);
        var (last, second, run) = (0.0, 0.0, 0);
        for (var j = 1; j < _bars.Count && HourOf(j) < _hours; j++)
        {
            if (_bars.OpenTime[j] - _bars.OpenTime[j - 1] != step)
            {
                run = 0;
                continue;
            }
            var (hour, r) = (HourOf(j), Math.Log(_bars.Close[j] / _bars.Close[j - 1]));
            var size = Math.Abs(r);
            sums.Down.Add(hour, r < 0 ? r * r : 0);
            sums.Fourth.Add(hour, r * r * (r * r));
            if (++run > 1) sums.Pairs.Add(hour, size * last);
            if (run > 2) sums.Triples.Add(hour, Math.Pow(size * last * second, 4.0 / 3));
            (second, last) = (last, size);
        }
        return new ReturnSums(sums.Down.Filled(), sums.Fourth.Filled(), sums.Pairs.Filled(), sums.Triples.Filled());
    }

    private FlowSums SumFlow()
    {
        var sums = new FlowSums(New(), New(), New(), New(), New());
        for (var j = 0; j < _bars.Count && HourOf(j) < _hours; j++)
        {
            var hour = HourOf(j);
            var volume = _bars.Volume?[j] ?? 0;
            var signed = (2 * (_bars.TakerBuyBase?[j] ?? 0)) - volume;
            sums.Volume.Add(hour, volume);
            sums.Trades.Add(hour, _bars.Trades?[j] ?? 0);
            sums.Signed.Add(hour, signed);
            sums.OneSided.Add(hour, volume > 0 ? Math.Min(1, Math.Abs(signed / volume)) : 0);
            sums.Traded.Add(hour, volume > 0 ? 1 : 0);
        }
        return new FlowSums(sums.Volume.Filled(), sums.Trades.Filled(), sums.Signed.Filled(), sums.OneSided.Filled(), sums.Traded.Filled());
    }

    private double[] Filled(double value)
    {
        var column = new double[_hours];
        Array.Fill(column, value);
        return column;
    }

    private static double[] Scaled(double[] column, double factor)
    {
        for (var i = 0; i < column.Length; i++) column[i] *= factor;
        return column;
    }

    private static double[] Share(double[] part, double[] whole)
    {
        for (var i = 0; i < part.Length; i++) part[i] = whole[i] > 0 ? Math.Clamp(part[i] / whole[i], -1, 1) : double.NaN;
        return part;
    }

    private sealed record ReturnSums(HourlySums Down, HourlySums Fourth, HourlySums Pairs, HourlySums Triples);

    private sealed record FlowSums(HourlySums Volume, HourlySums Trades, HourlySums Signed, HourlySums OneSided, HourlySums Traded);
}
