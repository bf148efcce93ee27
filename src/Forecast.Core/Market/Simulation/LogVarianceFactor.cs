using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// The state of one log variance, bar by bar: slow + fast + what jumps left. The fast innovation is
/// <code>ε(i + 1) = √w u(i + 1 − d) + ρ shock(i) + √(1 − w − ρ²) z</code>
/// with u the news of <see cref="OrderFlowDynamics"/> and shock the bar's standardised diffusive return; its parts are independent and its variance is 1.
/// </summary>
internal sealed class LogVarianceFactor
{
    private readonly Xoshiro256 _random;
    private readonly double _slowDecay, _slowNoise, _fastDecay, _fastNoise, _informed, _leverage, _uninformed, _response;
    private readonly double[] _news;
    private double _slow, _fast, _jumps;
    private int _oldest;

    public LogVarianceFactor(SimulatedMarketSpecification market, LogVarianceDynamics dynamics, JumpDynamics jumps, Xoshiro256 random)
    {
        _random = random;
        (_slowDecay, _fastDecay) = (Decay(market.Interval, dynamics.SlowHalfLife), Decay(market.Interval, dynamics.FastHalfLife));
        _slowNoise = dynamics.SlowDeviation * Math.Sqrt(1 - (_slowDecay * _slowDecay));
        _fastNoise = dynamics.FastDeviation * Math.Sqrt(1 - (_fastDecay * _fastDecay));
        _informed = Math.Sqrt(market.OrderFlow.InformedShare);
        _leverage = market.Leverage;
        _uninformed = Math.Sqrt(1 - market.OrderFlow.InformedShare - (_leverage * _leverage));
        _response = jumps.VarianceResponse;
        _slow = dynamics.SlowDeviation * random.NextNormal();
        _fast = dynamics.FastDeviation * random.NextNormal();
        _news = new double[market.LeadBars];
        foreach (ref var u in _news.AsSpan()) u = random.NextNormal();
    }

    public double Value => _slow + _fast + _jumps;

    /// <summary>P(i): news that is out but not yet in the variance, standardised.</summary>
    public double Pressure
    {
        get
        {
            var sum = 0.0;
            foreach (var u in _news) sum += u;
            return sum / Math.Sqrt(_news.Length);
        }
    }

    /// <summary>Moves to the next bar.</summary>
    public void Step(double shock, int jumps)
    {
        _slow = (_slowDecay * _slow) + (_slowNoise * _random.NextNormal());
        _fast = (_fastDecay * _fast) + (_fastNoise * ((_informed * _news[_oldest]) + (_leverage * shock) + (_uninformed * _random.NextNormal())));
        _jumps = (_fastDecay * _jumps) + (_response * jumps);
        _news[_oldest] = _random.NextNormal();
        _oldest = (_oldest + 1) % _news.Length;
    }

    /// <summary>ln E exp(loading × value): the Gaussian parts exactly, the jumps as a stationary compound Poisson process.</summary>
    public static double LogMean(SimulatedMarketSpecification market, LogVarianceDynamics dynamics, JumpDynamics jumps, double loading)
    {
        var gaussian = (dynamics.SlowDeviation * dynamics.SlowDeviation) + (dynamics.FastDeviation * dynamics.FastDeviation);
        var (decay, arrivals, shot) = (Decay(market.Interval, dynamics.FastHalfLife), jumps.PerDay / market.BarsPerDay, 0.0);
        for (var response = loading * jumps.VarianceResponse; response > 1e-12; response *= decay) shot += arrivals * (Math.Exp(response) - 1);
        return (loading * loading * gaussian / 2) + shot;
    }

    private static double Decay(TimeSpan step, TimeSpan halfLife) => Math.Exp(-Math.Log(2) * (step / halfLife));
}
