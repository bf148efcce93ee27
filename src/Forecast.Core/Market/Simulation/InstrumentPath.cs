using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>Prices of one instrument of the simulated market, minute by minute, and the bars that they make.</summary>
internal sealed class InstrumentPath(SimulatedMarketSpecification market, MarketPath path, SimulatedInstrument instrument)
{
    private readonly Xoshiro256 _random = Xoshiro256.Stream(market.Seed, $"{instrument.Symbol}/prices");
    private readonly LogVarianceFactor _own = new(market, market.Own, market.OwnJumps, Xoshiro256.Stream(market.Seed, $"{instrument.Symbol}/variance"));
    private readonly InstrumentFlow _flow = new(market, instrument);
    private readonly double[] _jumps = new double[market.MinutesPerBar];

    public SimulatedHistory Generate()
    {
        var (n, minutes) = (market.Days * market.BarsPerDay, market.MinutesPerBar);
        var dailyVariance = instrument.AnnualisedVolatility * instrument.AnnualisedVolatility / 365;
        var barVariance = dailyVariance / market.BarsPerDay * (1 - market.MarketJumps.VarianceShare - market.OwnJumps.VarianceShare);
        var level = Math.Log(barVariance) - LogVarianceFactor.LogMean(market, market.Market, market.MarketJumps, instrument.MarketVarianceLoading)
            - LogVarianceFactor.LogMean(market, market.Own, market.OwnJumps, 1);
        var season = VarianceSeason.Log(market);
        var offset = VarianceSeason.Offset(market.Start, market.BarsPerDay);
        var shared = instrument.MarketCorrelation;
        var own = Math.Sqrt(1 - (shared * shared));
        var marketJump = JumpDeviation(market.MarketJumps, dailyVariance);
        var ownJump = JumpDeviation(market.OwnJumps, dailyVariance);
        var noJump = Math.Exp(-market.OwnJumps.PerDay / market.BarsPerDay);
        var tick = new Grid(instrument.Tick);
        var variance = new IntegratedVariance(new double[n], new double[n]);
        var bars = Empty(n);
        var (log, close, nextMarketJump) = (Math.Log(instrument.Price), tick.NearestPositive(instrument.Price), 0);
        for (var i = 0; i < n; i++)
        {
            var logRatio = season[(offset + i) % season.Length] + (instrument.MarketVarianceLoading * path.LogVariance[i]) + _own.Value + level - Math.Log(barVariance);
            var sigma2 = barVariance * Math.Exp(logRatio);
            var jumped = false;
            void Jump(int minute, double size)
            {
                _jumps[minute] += size;
                variance.Jump[i] += size * size;
                jumped = true;
            }
            for (; nextMarketJump < path.Jumps.Count && path.Jumps[nextMarketJump].Bar == i; nextMarketJump++)
                Jump(path.Jumps[nextMarketJump].Minute, marketJump * path.Jumps[nextMarketJump].Size);
            var ownJumps = _random.NextPoisson(noJump);
            for (var j = 0; j < ownJumps; j++) Jump(_random.Next(minutes), ownJump * _random.NextNormal());

            var (step, shocks, ownShocks, high, low) = (Math.Sqrt(sigma2 / minutes), 0.0, 0.0, log, log);
            for (var m = 0; m < minutes; m++)
            {
                var z = _random.NextNormal();
                var shock = (shared * path.Shock[(i * minutes) + m]) + (own * z);
                ownShocks += z;
                shocks += shock;
                log += (step * shock) + _jumps[m];
                high = Math.Max(high, log);
                low = Math.Min(low, log);
            }
            if (jumped) Array.Clear(_jumps);
            variance.Diffusive[i] = sigma2;

            bars.OpenTime[i] = Instant.From(market.Start) + (i * Duration.Microseconds(market.Interval));
            bars.Open[i] = close;
            close = bars.Close[i] = tick.NearestPositive(Math.Exp(log));
            bars.High[i] = Math.Max(bars.Open[i], tick.NearestPositive(Math.Exp(high)));
            bars.Low[i] = Math.Min(bars.Open[i], tick.NearestPositive(Math.Exp(low)));
            _flow.Fill(bars, i, logRatio, shocks / Math.Sqrt(minutes), path.Pressure[i], _own.Pressure);
            _own.Step(ownShocks / Math.Sqrt(minutes), ownJumps);
        }
        return new SimulatedHistory(bars.Validated(), variance);
    }

    private static double JumpDeviation(JumpDynamics jumps, double dailyVariance) => jumps.PerDay > 0 ? Math.Sqrt(jumps.VarianceShare / jumps.PerDay * dailyVariance) : 0;

    private BarSeries Empty(int n) => new()
    {
        Venue = SimulatedMarket.Venue,
        Symbol = instrument.Symbol,
        Interval = market.Interval,
        OpenTime = new long[n],
        Open = new double[n],
        High = new double[n],
        Low = new double[n],
        Close = new double[n],
        Volume = new double[n],
        QuoteVolume = new double[n],
        Trades = new long[n],
        TakerBuyBase = new double[n],
        TakerBuyQuote = new double[n],
    };
}
