namespace Forecast.Sources;

/// <summary>Captures of Binance: one row a message.</summary>
internal sealed class BinanceCaptureParser : ICaptureParser
{
    private readonly BinanceMessageParser _parser = new();

    public void Parse(ReadOnlySpan<byte> json, long receivedAt, List<CaptureRow> rows)
    {
        var message = _parser.Parse(json, receivedAt);
        rows.Add(message.Kind switch
        {
            BinanceMessageKind.Trade => new CaptureRow(
                new CaptureMessage { Kind = CaptureKind.Trade, Trade = message.Trade }, message.Symbol, message.IsPublicPrint ? null : CleaningRuleCatalog.NotAPublicPrint,
                message.IsPublicPrint ? "" : $"order type {message.OrderType}"),
            BinanceMessageKind.Quote => new CaptureRow(new CaptureMessage { Kind = CaptureKind.Quote, Quote = message.Quote }, message.Symbol),
            BinanceMessageKind.BookUpdate => new CaptureRow(new CaptureMessage { Kind = CaptureKind.BookUpdate, Update = message.BookUpdate }, message.Symbol),
            BinanceMessageKind.BookSnapshot => new CaptureRow(new CaptureMessage { Kind = CaptureKind.BookSnapshot, Snapshot = message.BookSnapshot }, message.Symbol),
            BinanceMessageKind.Acknowledgement => new CaptureRow(new CaptureMessage { Kind = CaptureKind.Other }, null),
            BinanceMessageKind.AggregateTrade => Refused("an aggregate trade; captures are kept trade by trade"),
            _ => Refused(message.Fault ?? ""),
        });
    }

    private static CaptureRow Refused(string fault) => new(new CaptureMessage { Kind = CaptureKind.Other }, null, CleaningRuleCatalog.NotAMessage, fault);
}
