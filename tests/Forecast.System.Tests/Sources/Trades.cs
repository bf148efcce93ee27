using System.Globalization;
using Forecast.Core.Market;
using Forecast.Sources;

namespace Forecast.SystemTests.Sources;

/// <summary>Small files of trades and the reading of them.</summary>
internal static class Trades
{
    public const string Header = "id,price,qty,quote_qty,time,is_buyer_maker";

    /// <summary>2024-03-01T00:00:00Z, Unix milliseconds.</summary>
    public const long Start = 1_709_251_200_000;

    /// <summary>Rows of the archive of futures: ids from 1000, prices from 60000.5, a trade every 250 ms.</summary>
    public static string[] Rows(int count, long unit = 1) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{1000 + i},{60000.5 + i},0.0{i % 9 + 1},{600.25 + i},{(Start + (250 * i)) * unit},{(i % 3 == 0 ? "true" : "false")}"))];

    public static string Text(IEnumerable<string> rows, string? header = Header) => string.Concat((header is null ? rows : rows.Prepend(header)).Select(r => r + "\n"));

    /// <summary>What a file gave, all batches joined by venue and symbol.</summary>
    public static TradesRead Read(string text, TradeFileOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return Load(folder.Write("BTCUSDT.csv", text), options);
    }

    public static TradesRead Load(string path, TradeFileOptions? options = null)
    {
        var trades = new List<(string Venue, string Symbol, Trade Trade, long First, long Last)>();
        TradeFile file;
        try
        {
            file = TradeFile.Open(path, options);
        }
        catch (InputException e)
        {
            return new TradesRead([], null, e.Error);
        }
        using (file)
            try
            {
                foreach (var batch in file.Batches())
                {
                    for (var i = 0; i < batch.Count; i++)
                        trades.Add((batch.Venue, batch.Symbol, new Trade(batch.Id[i], batch.Time[i], batch.ReceivedAt?[i] ?? 0, batch.Price[i], batch.Quantity[i], batch.TakerSide[i]),
                            batch.FirstId?[i] ?? 0, batch.LastId?[i] ?? 0));
                    file.Recycle(batch);
                }
                return new TradesRead(trades, file.Report, file.Report.Error);
            }
            catch (InputException e)
            {
                return new TradesRead(trades, file.Report, e.Error);
            }
    }
}
