using System.CommandLine;
using System.Globalization;
using Forecast.Sources;

namespace Forecast.Cli;

/// <summary>The options of everything that asks Binance.</summary>
internal sealed class BinanceOptions
{
    public Option<string?> Archive { get; } = new("--archive-url") { Description = "A mirror of Binance's public archive (https; http on this machine alone)" };

    public Option<string?> Api { get; } = new("--api-url") { Description = "A mirror of Binance's REST API (https; http on this machine alone)" };

    public BinanceAddresses Addresses(ParseResult parsed)
    {
        try
        {
            return BinanceAddresses.Parse(parsed.GetValue(Archive), parsed.GetValue(Api));
        }
        catch (InputException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>A UTC day, or a usage error that names the option.</summary>
    public static DateOnly? Day(string option, string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"{option} {text} is not a UTC day; write it as 2024-01-31");
}
