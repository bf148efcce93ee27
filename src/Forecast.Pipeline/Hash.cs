using System.Security.Cryptography;
using System.Text;

namespace Forecast.Pipeline;

/// <summary>SHA-256 of a canonical text, in hexadecimal.</summary>
internal static class Hash
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
