using System.Text.RegularExpressions;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>One symbol's data of one kind: what the archive keeps in one folder.</summary>
/// <param name="Interval">Of klines; null for the other kinds.</param>
public sealed partial record BinanceSeries(BinanceProduct Product, BinanceKind Kind, string Symbol, TimeSpan? Interval)
{
    /// <summary>The intervals that the venue has, as far as a day is a whole number of them.</summary>
    public static IReadOnlyList<string> Intervals { get; } = ["1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d"];

    /// <summary>Path of a period's zip in the archive, from its root; its checksum lies beside it with <c>.CHECKSUM</c> behind its name.</summary>
    public string ArchivePath(ArchivePeriod period) =>
        $"/data/{Product.ArchiveFolder}/{(period.Monthly ? "monthly" : "daily")}/{Kind.ArchiveFolder}/{Symbol}/{(Interval is null ? "" : Spelled + "/")}{Name(period)}.zip";

    /// <summary>Path of a day that came by the API, in the landing folder.</summary>
    public string ApiFile(ArchivePeriod day) => $"/api/{Product.Id}/{Kind.Id}/{Symbol}/{(Interval is null ? "" : Spelled + "/")}{Name(day)}.csv";

    /// <summary>Whether <paramref name="symbol"/> can be one, and part of a path.</summary>
    public static bool IsSymbol(string symbol) => SymbolForm().IsMatch(symbol);

    public override string ToString() => $"{Symbol} {Kind.Id}{(Interval is null ? "" : " " + Spelled)} of {Product.Venue}";

    internal string Spelled => Interval is { } i ? Duration.Format(i) : Kind.ArchiveFolder;

    private string Name(ArchivePeriod period) => $"{Symbol}-{Spelled}-{period}";

    [GeneratedRegex(@"\A[A-Z0-9]{2,30}(_[A-Z0-9]{1,10})?\z")]
    private static partial Regex SymbolForm();
}
