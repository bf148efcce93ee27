using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Core.Tests;

/// <summary>Bars of a venue's files in the shared folder.</summary>
internal static class RealBars
{
    /// <summary>The first bars of a file.</summary>
    public static BarSeries Read(string relative, TimeSpan interval, int count = int.MaxValue)
    {
        var rows = SharedFolder.Lines(relative).Skip(1).Take(count).Select(l => l.Split(',')).ToArray();
        double[] Column(int k) => Array.ConvertAll(rows, r => double.Parse(r[k], CultureInfo.InvariantCulture));
        return new BarSeries
        {
            Venue = "binance", Symbol = Path.GetFileName(relative).Split('.')[0], Interval = interval, OpenTime = Array.ConvertAll(rows, r => long.Parse(r[0], CultureInfo.InvariantCulture) * 1000),
            Open = Column(1), High = Column(2), Low = Column(3), Close = Column(4), Volume = Column(5), QuoteVolume = Column(7), Trades = Array.ConvertAll(rows, r => long.Parse(r[8], CultureInfo.InvariantCulture)),
            TakerBuyBase = Column(9), TakerBuyQuote = Column(10),
        }.Validated();
    }
}
