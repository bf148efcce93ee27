namespace Forecast.Sources;

/// <summary>Finds out how a file of trades is laid out: from its header, from the shape of its first rows, or from a mapping file.</summary>
internal static class TradeLayoutFinder
{
    private const int MostTried = 200;

    private const byte Comma = (byte)',';

    private static readonly (string Name, TradeColumn Column)[] Mapped =
    [
        ("time", TradeColumn.Time), ("price", TradeColumn.Price), ("quantity", TradeColumn.Quantity), ("id", TradeColumn.Id), ("received_at", TradeColumn.ReceivedAt),
        ("symbol", TradeColumn.Symbol), ("venue", TradeColumn.Venue), ("first_id", TradeColumn.FirstId), ("last_id", TradeColumn.LastId),
    ];

    /// <exception cref="InputException">No format fits, or the mapping does not.</exception>
    public static TradeLayout Find(TradeSample sample, TradeFileOptions options)
    {
        if (options.Mapping is { } mapping) return Of(MappingFile.Read(mapping, "trades"), sample);
        var formats = options.Format is { } id ? [TradeFormatCatalog.Get(id)] : TradeFormatCatalog.All;
        var first = MappingFile.Texts(sample.First, Comma);
        return first.Any(f => KlineRow.TryNumber(System.Text.Encoding.UTF8.GetBytes(f), out _)) ? ByShape(formats, sample) : ByHeader(formats, first, sample);
    }

    private static TradeLayout ByHeader(IReadOnlyList<TradeFormat> formats, string[] header, TradeSample sample)
    {
        var names = header.Select(n => n.Trim().ToLowerInvariant().Replace(' ', '_')).ToArray();
        if (names.Length > TradeRow.MaximumFields) throw new InputException($"the header has {names.Length} columns", sample.Where, $"{TradeRow.MaximumFields} are read at most");
        var candidates = formats.Select(f => (Format: f, Missing: Missing(f, names), Known: names.Count(n => f.Columns.Any(c => c.Names.Contains(n))))).ToArray();
        var (format, missing, _) = candidates.OrderBy(c => c.Missing.Length).ThenByDescending(c => c.Known).First();
        if (missing.Length > 0)
            throw new InputException(
                $"missing column {string.Join(", ", missing)} of the format {format.Id}", sample.Where,
                $"add it; or name another format ({string.Join(", ", TradeFormatCatalog.Ids)}) with --format, or describe the file with --mapping");
        var places = NoPlaces();
        for (var i = 0; i < names.Length; i++)
        {
            var column = format.Columns.FirstOrDefault(c => c.Names.Contains(names[i]), (TradeColumn.Other, []));
            if (column.Item1 == TradeColumn.Other) continue;
            if (places[(int)column.Item1] >= 0) throw new InputException($"column '{names[i]}' is there twice", sample.Where, "remove one of the two");
            places[(int)column.Item1] = i;
        }
        return Of(format, places, names.Length, hasHeader: true, sample);
    }

    private static string[] Missing(TradeFormat format, string[] names) =>
        [.. format.Columns.Where(c => format.Required.Contains(c.Column) && !c.Names.Any(names.Contains)).Select(c => c.Names[0])];

    private static TradeLayout ByShape(IReadOnlyList<TradeFormat> formats, TradeSample sample)
    {
        var fields = sample.Fields(Comma);
        var best = formats.Where(f => fields <= f.Columns.Length && fields >= f.Columns.Length - f.Optional)
            .Select(f => Of(f, Places(f, fields), fields, hasHeader: false, sample)).Select(l => (Layout: l, Good: Good(l, sample))).OrderByDescending(c => c.Good).FirstOrDefault();
        return best.Good > 0 ? best.Layout
            : throw new InputException(
                $"no format of trades has rows like these, of {fields} fields", sample.Where,
                $"the formats are {string.Join(", ", TradeFormatCatalog.Ids)}; describe any other with --mapping");
    }

    private static int[] Places(TradeFormat format, int fields)
    {
        var places = NoPlaces();
        for (var i = 0; i < fields; i++)
            if (format.Columns[i].Column != TradeColumn.Other) places[(int)format.Columns[i].Column] = i;
        return places;
    }

    private static int Good(TradeLayout layout, TradeSample sample)
    {
        var fields = new Range[TradeRow.MaximumFields];
        return Enumerable.Range(0, Math.Min(sample.Count, MostTried)).Count(i => TradeRow.Parse(sample.Line(i), layout, fields, out _, out _) is null);
    }

    private static TradeLayout Of(TradeFormat format, int[] places, int fields, bool hasHeader, TradeSample sample)
    {
        TimeReader Times(TradeColumn column, IReadOnlyList<TimeForm> known) => new(sample.Form(places[(int)column], Comma, known), known, null);
        return new TradeLayout(places)
        {
            Format = format.Id,
            Fields = fields,
            HasHeader = hasHeader,
            Times = Times(TradeColumn.Time, format.Times),
            ReceiveTimes = places[(int)TradeColumn.ReceivedAt] >= 0 ? Times(TradeColumn.ReceivedAt, format.ReceiveTimes) : null,
            Sides = new WordSet(format.Sides),
            Kinds = new WordSet(format.Kinds.Select(k => (k, (sbyte)1))),
            KindRule = format.KindRule,
            IdsMayBeMissing = format.IdsMayBeMissing,
            FixedPoint = format.MayBeFixedPoint && !sample.HasDot(places[(int)TradeColumn.Price], Comma),
        };
    }

    private static TradeLayout Of(MappingFile mapping, TradeSample sample)
    {
        var first = MappingFile.Texts(sample.First, mapping.Delimiter);
        if (first.Length > TradeRow.MaximumFields) throw new InputException($"the first row has {first.Length} fields", sample.Where, $"{TradeRow.MaximumFields} are read at most");
        var columns = mapping.Columns(first, sample.Where, [.. Mapped.Take(3).Select(m => m.Name)], [.. Mapped.Skip(3).Select(m => m.Name)]);
        if (columns.ContainsKey("first_id") != columns.ContainsKey("last_id"))
            throw new InputException("the mapping names one of first_id and last_id", mapping.Place("columns"), "name both, or neither");
        var places = NoPlaces();
        foreach (var (name, column) in Mapped) places[(int)column] = columns.GetValueOrDefault(name, -1);
        if (mapping.Side is not null) places[(int)TradeColumn.Side] = mapping.SideColumn(first, sample.Where);
        return new TradeLayout(places)
        {
            Format = "mapping",
            Fields = mapping.HasHeader ? first.Length : sample.Fields(mapping.Delimiter),
            HasHeader = mapping.HasHeader,
            Delimiter = mapping.Delimiter,
            Times = mapping.Times(),
            ReceiveTimes = columns.ContainsKey("received_at") ? mapping.Times() : null,
            Sides = Sides(mapping),
            IdsMayBeMissing = true,
        };
    }

    private static WordSet Sides(MappingFile mapping)
    {
        if (mapping.Side is not { } side) return new WordSet();
        if (side.BuyerIsMaker is { } isMaker)
        {
            if (side.Buy.Length + side.Sell.Length + side.Unknown.Length > 0)
                throw new InputException("the side has both words and buyerIsMaker", mapping.Place("side"), "write one of them");
            return new WordSet(TradeFormatCatalog.MakerWords.Select(w => (w.Item1, (sbyte)(isMaker ? w.Item2 : -w.Item2))));
        }
        var words = side.Buy.Select(w => (w, (sbyte)1)).Concat(side.Sell.Select(w => (w, (sbyte)-1))).Concat(side.Unknown.Select(w => (w, (sbyte)0))).ToArray();
        if (side.Buy.Length == 0 || side.Sell.Length == 0 || words.DistinctBy(w => w.Item1).Count() < words.Length)
            throw new InputException("the words for buy and sell are not two sets", mapping.Place("side"), "write \"buy\": [\"B\"], \"sell\": [\"S\"], or \"buyerIsMaker\": true");
        return new WordSet(words);
    }

    private static int[] NoPlaces()
    {
        var places = new int[(int)TradeColumn.Other];
        Array.Fill(places, -1);
        return places;
    }
}
