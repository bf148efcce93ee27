using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>Reads a row of trades with quotes, blanks and any spelling of numbers, and says which rule it breaks and how: the slow and exact way.</summary>
internal static class TradeRow
{
    public const int MaximumFields = 64;

    public const double Largest = 1e15;

    private const double FixedPoint = 1e9, ExactInDouble = 9_007_199_254_740_992;

    /// <param name="fields">Gets the places of the fields.</param>
    public static CleaningRule? Parse(ReadOnlySpan<byte> line, TradeLayout layout, Span<Range> fields, out TradeValues trade, out string detail)
    {
        trade = new TradeValues { Id = -1 };
        detail = "";
        var count = CsvFields.Split(line, fields, layout.Delimiter);
        if (count != layout.Fields)
        {
            detail = $"{count} fields where the file has {layout.Fields}";
            return count < layout.Fields ? CleaningRuleCatalog.TooFewFields : CleaningRuleCatalog.TooManyFields;
        }
        if (layout.Kind >= 0 && !layout.Kinds.TryRead(line[fields[layout.Kind]], out _)) return Broken(layout.KindRule, "kind", line[fields[layout.Kind]], out detail);
        if (layout.Id >= 0 && !TryId(line[fields[layout.Id]], out trade.Id))
        {
            if (!layout.IdsMayBeMissing) return Broken(CleaningRuleCatalog.NotANumber, "id", line[fields[layout.Id]], out detail);
            trade.Id = -1;
        }
        if (layout.HasAggregates)
        {
            if (!TryId(line[fields[layout.FirstId]], out trade.FirstId)) return Broken(CleaningRuleCatalog.NotANumber, "first id", line[fields[layout.FirstId]], out detail);
            if (!TryId(line[fields[layout.LastId]], out trade.LastId)) return Broken(CleaningRuleCatalog.NotANumber, "last id", line[fields[layout.LastId]], out detail);
        }
        if (layout.Times.Read(line[fields[layout.Time]], out trade.Time, out detail) is { } rule) return rule;
        if (layout.ReceiveTimes is { } receive && receive.Read(line[fields[layout.ReceivedAt]], out trade.ReceivedAt, out detail) is { } other) return other;
        var price = line[fields[layout.Price]];
        if (layout.FixedPoint ? !TryFixedPoint(price, out trade.Price) : !KlineRow.TryNumber(price, out trade.Price)) return Broken(CleaningRuleCatalog.NotANumber, "price", price, out detail);
        if (trade.Price <= 0) return Broken(CleaningRuleCatalog.NonPositivePrice, "price", price, out detail);
        if (trade.Price > Largest) return Broken(CleaningRuleCatalog.OutOfRange, "price", price, out detail);
        var quantity = line[fields[layout.Quantity]];
        if (!KlineRow.TryNumber(quantity, out trade.Quantity)) return Broken(CleaningRuleCatalog.NotANumber, "quantity", quantity, out detail);
        if (trade.Quantity <= 0) return Broken(TradeRuleCatalog.NonPositiveQuantity, "quantity", quantity, out detail);
        if (trade.Quantity > Largest) return Broken(CleaningRuleCatalog.OutOfRange, "quantity", quantity, out detail);
        if (layout.Side >= 0 && !layout.Sides.TryRead(line[fields[layout.Side]], out trade.Side)) return Broken(TradeRuleCatalog.UnknownSide, "side", line[fields[layout.Side]], out detail);
        return null;
    }

    public static CleaningRule Broken(CleaningRule rule, string column, ReadOnlySpan<byte> field, out string detail)
    {
        detail = $"the {column} is '{Encoding.UTF8.GetString(field[..Math.Min(field.Length, 64)])}'";
        return rule;
    }

    private static bool TryId(ReadOnlySpan<byte> field, out long id) => long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    /// <summary>Whole numbers of 1e-9; the greatest of all stands for none.</summary>
    private static bool TryFixedPoint(ReadOnlySpan<byte> field, out double value)
    {
        var isWhole = long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole != long.MaxValue;
        value = Math.Abs((double)whole) <= ExactInDouble ? whole / FixedPoint : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{whole}e-9"), CultureInfo.InvariantCulture);
        return isWhole;
    }
}
