using System.Text;

namespace Forecast.Sources;

/// <summary>
/// Whose facts a file's records are. The venue is what the user says, else the record, else the format, else the file's name; it is never assumed. The symbol is what the user says, else the record,
/// else the file's name where the format puts it there.
/// </summary>
internal sealed class InstrumentNames
{
    private readonly FactRequest _request;
    private readonly string? _venue, _symbol;
    private readonly Dictionary<(string, string), (string Venue, string Symbol)> _known = [];

    /// <exception cref="InputException">The user's names cannot be names.</exception>
    public InstrumentNames(string path, FactRequest request, string? venue, string? symbol)
    {
        (_request, _symbol) = (request, symbol);
        _venue = venue ?? VenueSymbol.VenueIn(path);
        foreach (var (name, option) in new[] { (request.Venue, "--venue"), (request.Symbol, "--symbol") })
            if (name is not null && !VenueSymbol.IsName(name)) throw new InputException($"'{name}' is not a name", option, "use letters, digits, '.', '_' and '-', as in binance-usdm or BTCUSDT");
    }

    /// <summary>Venue and symbol of a record; or the rule that it breaks, with the names under which it is set aside.</summary>
    /// <exception cref="InputException">Nothing says the venue.</exception>
    public CleaningRule? Of(ReadOnlySpan<byte> venueField, ReadOnlySpan<byte> symbolField, out string venue, out string symbol)
    {
        var written = symbolField.IsEmpty ? _symbol : Encoding.UTF8.GetString(symbolField[..Math.Min(symbolField.Length, 64)]);
        venue = _request.Venue ?? (venueField.IsEmpty || venueField.Length > 64 ? _venue : Encoding.UTF8.GetString(venueField))
            ?? throw new InputException("nothing says which venue the file is from", "--venue", "give it, as in --venue binance-usdm");
        symbol = _request.Symbol ?? FactBatch.Unattributed;
        if (_request.Symbol is null && written is not null)
        {
            if (!_known.TryGetValue((venue, written), out var names)) _known[(venue, written)] = names = VenueSymbol.OfPerpetual(venue, written);
            (venue, symbol) = (_request.Venue ?? names.Venue, names.Symbol);
        }
        if (VenueSymbol.IsName(venue) && VenueSymbol.IsName(symbol) && symbol != FactBatch.Unattributed) return null;
        (venue, symbol) = (VenueSymbol.IsName(venue) ? venue : _venue ?? FactBatch.Unattributed, FactBatch.Unattributed);
        return FactRuleCatalog.MissingSymbol;
    }

    /// <summary>Whether the instrument was asked for, by its symbol or by the coin that it is of.</summary>
    public bool IsWanted(string symbol, string? coin = null) =>
        _request.Symbols is not { } wanted || wanted.Contains(symbol, StringComparer.OrdinalIgnoreCase) || (coin is not null && wanted.Contains(coin, StringComparer.OrdinalIgnoreCase));
}
