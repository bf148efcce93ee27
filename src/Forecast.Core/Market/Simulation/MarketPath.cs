using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>What all instruments share: log variance, pressure and jumps of every bar, and a diffusive shock of every minute. Drawn from streams of its own.</summary>
internal sealed class MarketPath
{
    public MarketPath(SimulatedMarketSpecification market)
    {
        var (bars, minutes) = (market.Days * market.BarsPerDay, market.MinutesPerBar);
        var random = Xoshiro256.Stream(market.Seed, "market/prices");
        var factor = new LogVarianceFactor(market, market.Market, market.MarketJumps, Xoshiro256.Stream(market.Seed, "market/variance"));
        var noJump = Math.Exp(-market.MarketJumps.PerDay / market.BarsPerDay);
        (LogVariance, Pressure, Shock) = (new double[bars], new double[bars], new double[bars * minutes]);
        for (var i = 0; i < bars; i++)
        {
            (LogVariance[i], Pressure[i]) = (factor.Value, factor.Pressure);
            var sum = 0.0;
            foreach (ref var shock in Shock.AsSpan(i * minutes, minutes)) sum += shock = random.NextNormal();
            var jumps = random.NextPoisson(noJump);
            for (var j = 0; j < jumps; j++) Jumps.Add((i, random.Next(minutes), random.NextNormal()));
            factor.Step(sum / Math.Sqrt(minutes), jumps);
        }
    }

    public double[] LogVariance { get; }

    public double[] Pressure { get; }

    public double[] Shock { get; }

    /// <summary>Bar, minute within it and standard normal size, in order of bars.</summary>
    public List<(int Bar, int Minute, double Size)> Jumps { get; } = [];
}
