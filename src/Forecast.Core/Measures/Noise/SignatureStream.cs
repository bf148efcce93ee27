using System.Runtime.InteropServices;
using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// The signature plot of many days, while prices come in: the mean over days of each day's <see cref="SignaturePlot"/>, and of its noise variance
/// (<see cref="NoiseVariance.FromAutocovariance"/>). Of prices at one time the last counts; returns are within a day, and of bars between neighbours.
/// <para>Units: variance over the day; of a log price for noise. Memory: the prices of one day. Domain: times that do not fall, positive prices.</para>
/// </summary>
/// <param name="steps">Every how many prices.</param>
/// <param name="session">The part of each day that is looked at.</param>
/// <param name="areEnds">Whether a price is stamped with the end of what it closes, so that one of 24:00 belongs to the day that is over.</param>
/// <param name="interval">Of the bars that the prices close; null where they come as they come.</param>
public sealed class SignatureStream(IReadOnlyList<int> steps, DaySession session, bool areEnds = false, TimeSpan? interval = null)
{
    private readonly int[] _steps = [.. steps];
    private readonly (double Sum, int Days)[] _points = new (double, int)[steps.Count];
    private readonly List<double> _returns = [];
    private LastOfTime _prices;
    private (long Time, double Price)? _last;
    private (double Sum, int Days) _noise;
    private long _day = long.MinValue;

    public void Add(ReadOnlySpan<long> time, ReadOnlySpan<double> price)
    {
        Guard.SameLength(price.Length, time.Length, nameof(price));
        for (var i = 0; i < time.Length; i++)
        {
            if (_prices.Next(time[i], price[i]) is { } last) Take(last);
        }
    }

    /// <summary>The points of which at least one day has an estimate, in the order of the steps, and the mean noise variance; ends the stream.</summary>
    public (IReadOnlyList<SignaturePoint> Points, double? Noise) Build()
    {
        if (_prices.End() is { } last) Take(last);
        CloseDay();
        return ([.. _points.Zip(_steps).Where(p => p.First.Days > 0).Select(p => new SignaturePoint(p.Second, p.First.Sum / p.First.Days))], _noise.Days > 0 ? _noise.Sum / _noise.Days : null);
    }

    private void Take((long Time, double Price) tick)
    {
        var day = Instant.FloorDay(areEnds ? tick.Time - 1 : tick.Time);
        if (_day < day) CloseDay();
        _day = day;
        if (tick.Time - day < session.From || tick.Time - day > session.To) return;
        if (_last is { } last && (interval is not { } step || tick.Time - last.Time == Duration.Microseconds(step))) _returns.Add(Math.Log(tick.Price / last.Price));
        _last = tick;
    }

    private void CloseDay()
    {
        var returns = CollectionsMarshal.AsSpan(_returns);
        foreach (var point in SignaturePlot.Of(returns, _steps))
        {
            ref var sum = ref _points[Array.IndexOf(_steps, point.Step)];
            sum = (sum.Sum + point.Variance, sum.Days + 1);
        }
        if (NoiseVariance.FromAutocovariance(returns) is { } noise) _noise = (_noise.Sum + noise, _noise.Days + 1);
        _returns.Clear();
        // The first return of a day that never closes starts from the last price before it.
        if (!session.IsWhole || interval is null) _last = null;
    }
}
