namespace Forecast.Sources;

/// <summary>The kinds of files that hold facts other than bars and trades.</summary>
public static class FactFormatCatalog
{
    public static readonly FactFormat Funding = new("funding", "funding rates of perpetuals: Symbol,Date,Funding Rate; Binance's fundingRate archive and REST answer; tables of several exchanges", FundingFile.Read);

    public static readonly FactFormat OpenInterest = new("open-interest", "open interest: daily bars; Binance's metrics archive and openInterestHist answer", OpenInterestFile.Read);

    public static readonly FactFormat Options = new("options", "option chains of Deribit, and its volatility index by day (date,dvol_close)", OptionFile.Read);

    public static readonly FactFormat Book = new("l2", "book and best-quote CSV of Tardis: incremental_book_L2, book_snapshot_5, book_snapshot_25, quotes", BookFile.Read);

    public static IReadOnlyList<FactFormat> All { get; } = [Funding, OpenInterest, Options, Book];
}
