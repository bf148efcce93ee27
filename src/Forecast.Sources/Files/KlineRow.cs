using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>
/// A row of a klines file that keeps every rule that can be judged from the row alone. Times are as written, in the file's unit; those that a reader
/// reads in microseconds. What the file has no column for is null.
/// </summary>
internal readonly record struct KlineRow(
    long OpenTime, double Open, double High, double Low, double Close, double? Volume, long? CloseTime, double? QuoteVolume, long? Trades, double? TakerBuyBase,
    double? TakerBuyQuote)
{
    private const double Largest = 1e15;

    /// <summary>Volumes are sums of decimals in floating point, and venues round the sums.</summary>
    private const double TakerTolerance = 1e-6;

    /// <summary>Reads the row; where it breaks a rule, says which and how.</summary>
    public static CleaningRule? Parse(ReadOnlySpan<byte> line, KlineColumns columns, out KlineRow row, out string detail)
    {
        row = default;
        Span<Range> fields = stackalloc Range[KlineColumns.MaximumFields];
        var count = CsvFields.Split(line, fields, columns.Delimiter);
        if (count != columns.Fields)
        {
            detail = $"{count} fields where the file has {columns.Fields}";
            return count < columns.Fields ? CleaningRuleCatalog.TooFewFields : CleaningRuleCatalog.TooManyFields;
        }
        Span<double> x = stackalloc double[KlineColumns.Names.Length];
        Span<long> whole = stackalloc long[KlineColumns.Names.Length];
        for (var k = 0; k < x.Length; k++)
        {
            if (columns.Place[k] < 0) continue;
            var field = line[fields[columns.Place[k]]];
            var broken = k is 0 or 6 ? Time(field, columns, out whole[k])
                : k == 8 ? long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole[k]) ? null : CleaningRuleCatalog.NotANumber
                : TryNumber(field, out x[k]) ? null : CleaningRuleCatalog.NotANumber;
            if (broken is not null) return Broken(broken, k, field, out detail);
            if (k is 0 or 6) continue;
            if (k == 8) x[k] = whole[k];
            if (x[k] > Largest) return Broken(CleaningRuleCatalog.OutOfRange, k, field, out detail);
            if (k is >= 1 and <= 4 ? x[k] <= 0 : x[k] < 0)
                return Broken(k is >= 1 and <= 4 ? CleaningRuleCatalog.NonPositivePrice : CleaningRuleCatalog.NegativeVolume, k, field, out detail);
        }
        if (columns.OpenIsPreviousClose) (x[2], x[3]) = (Math.Max(x[1], x[2]), Math.Min(x[1], x[3]));
        row = new KlineRow(whole[0], x[1], x[2], x[3], x[4], Of(5, x), Of(6, whole), Of(7, x), Of(8, whole), Of(9, x), Of(10, x));
        return row.Arithmetic(out detail);

        T? Of<T>(int k, ReadOnlySpan<T> values) where T : struct => columns.Place[k] < 0 ? null : values[k];
    }

    /// <summary>Whether both say the same of the bar, whatever their files write its times in.</summary>
    public bool IsSameBar(KlineRow other) => this with { OpenTime = 0, CloseTime = null } == other with { OpenTime = 0, CloseTime = null };

    public static bool TryNumber(ReadOnlySpan<byte> field, out double value) =>
        double.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    private static CleaningRule? Time(ReadOnlySpan<byte> field, KlineColumns columns, out long time)
    {
        if (columns.Times is { } times) return times.Read(field, out time);
        return long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out time) ? null : CleaningRuleCatalog.NotANumber;
    }

    private CleaningRule? Arithmetic(out string detail)
    {
        detail = "";
        if (!(Low <= Math.Min(Open, Close) && High >= Math.Max(Open, Close)))
        {
            detail = FormattableString.Invariant($"open {Open}, high {High}, low {Low}, close {Close}");
            return CleaningRuleCatalog.InconsistentPrices;
        }
        if (TakerBuyBase > Volume * (1 + TakerTolerance) || TakerBuyQuote > QuoteVolume * (1 + TakerTolerance))
        {
            detail = FormattableString.Invariant($"taker buys {TakerBuyBase} of {Volume}, in quote currency {TakerBuyQuote} of {QuoteVolume}");
            return CleaningRuleCatalog.TakerAboveVolume;
        }
        return null;
    }

    private static CleaningRule Broken(CleaningRule rule, int column, ReadOnlySpan<byte> field, out string detail)
    {
        detail = $"{KlineColumns.Names[column]} is '{Encoding.UTF8.GetString(field[..Math.Min(field.Length, 64)])}'";
        return rule;
    }
}
