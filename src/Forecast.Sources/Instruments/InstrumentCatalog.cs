using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// The static facts of instruments, from <c>data/instruments.json</c>. A symbol that is not in it has no facts: <see cref="Find"/> says null, and who asks
/// decides.
/// </summary>
public sealed class InstrumentCatalog
{
    private readonly Dictionary<(string Venue, string Symbol), Instrument> _byName;

    private InstrumentCatalog(IReadOnlyList<Instrument> all) => (All, _byName) = (all, all.ToDictionary(i => (i.Venue, i.Symbol)));

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Instrument> All { get; }

    public Instrument? Find(string venue, string symbol) => _byName.GetValueOrDefault((venue, symbol));

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">It is absent, not of the shape, or an entry is impossible; the message names file and entry.</exception>
    public static InstrumentCatalog Read(string path)
    {
        var entries = StrictJson.Read<CatalogFile>(InputText.Read(path)).Instruments;
        var all = new List<Instrument>();
        var seen = new Dictionary<(string, string), int>();
        for (var k = 0; k < entries.Length; k++)
        {
            var (e, where) = (entries[k], $"{path}: instruments[{k}] ({entries[k].Symbol})");
            var texts = new[] { ("symbol", e.Symbol), ("venue", e.Venue), ("class", e.Class), ("quoteCurrency", e.QuoteCurrency), ("marginClass", e.MarginClass) };
            foreach (var (name, text) in texts)
                if (string.IsNullOrWhiteSpace(text)) throw new InputException($"{name} is empty", where, "write it");
            foreach (var (name, number) in new[] { ("tick", e.Tick), ("lot", e.Lot), ("contractMultiplier", e.ContractMultiplier) })
                if (number <= 0) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{name} is {number}"), where, "it must be above 0");
            var instrument = new Instrument(
                e.Symbol, e.Venue, e.Class, e.QuoteCurrency, e.Tick, e.Lot, e.ContractMultiplier,
                Day(e.Listed, "listed", where), Day(e.Delisted, "delisted", where), e.MarginClass);
            if (instrument.Delisted < instrument.Listed) throw new InputException($"delisted {e.Delisted} before it was listed, {e.Listed}", where, "correct one of the two");
            if (!seen.TryAdd((e.Venue, e.Symbol), k))
                throw new InputException($"{e.Symbol} of {e.Venue} is there twice, first as instruments[{seen[(e.Venue, e.Symbol)]}]", where, "remove one of the two");
            all.Add(instrument);
        }
        return new InstrumentCatalog(all);
    }

    private static DateOnly? Day(string? text, string name, string where) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new InputException($"{name} is '{text}'", where, "write a UTC day as in 2020-08-11, or null where it is unknown");

    private sealed record CatalogFile(Entry[] Instruments);

    private sealed record Entry(
        string Symbol, string Venue, string Class, string QuoteCurrency, decimal Tick, decimal Lot, decimal ContractMultiplier, string? Listed, string? Delisted,
        string MarginClass);
}
