using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Pipeline;

/// <summary>Tells bad prints of one stream of trades (<see cref="TradePrints"/>), piece by piece: each piece is judged by the good prices before it.</summary>
internal sealed class PrintJudge
{
    private double[] _before = [];

    /// <summary>The verdicts that are not good, in order of rows. Suspect ones are the last of the piece: judged again with more behind them, they are decided.</summary>
    public IReadOnlyList<PrintVerdict> Judge(double[] prices)
    {
        var verdicts = TradePrints.Judge(
            new TradeBatch { Venue = "", Symbol = "", Id = new long[prices.Length], Time = new long[prices.Length], Price = prices, Quantity = new double[prices.Length], TakerSide = new sbyte[prices.Length] }, _before);
        var aside = verdicts.Select(v => v.Row).ToHashSet();
        _before = [.. _before.Concat(prices.Where((_, i) => !aside.Contains(i))).TakeLast(TradePrints.Window + 1)];
        return verdicts;
    }
}
