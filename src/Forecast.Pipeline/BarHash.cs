using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Forecast.Core.Market;

namespace Forecast.Pipeline;

/// <summary>The identity of bars as input: SHA-256 over venue, symbol, interval and every column, whatever files they lie in.</summary>
public static class BarHash
{
    private static ReadOnlySpan<byte> Absent => "absent"u8;

    /// <summary>Thirty-two hexadecimal digits.</summary>
    public static string Of(BarSeries bars)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{bars.Venue}\n{bars.Symbol}\n{Duration.Format(bars.Interval)}\n"));
        hash.AppendData(MemoryMarshal.AsBytes<long>(bars.OpenTime));
        foreach (var column in new[] { bars.Open, bars.High, bars.Low, bars.Close, bars.Volume, bars.QuoteVolume, bars.TakerBuyBase, bars.TakerBuyQuote })
            hash.AppendData(column is null ? Absent : MemoryMarshal.AsBytes<double>(column));
        hash.AppendData(bars.Trades is null ? Absent : MemoryMarshal.AsBytes<long>(bars.Trades));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
