using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>A row of a klines file that keeps every rule that can be judged from the row alone. Times are as written, in the file's unit.</summary>
internal readonly record struct KlineRow(
    long OpenTime, double Open, double High, double Low, double Close, double Volume, long CloseTime, double QuoteVolume, long Trades, double TakerBuyBase,
    double TakerBuyQuote)
{
    private const double Largest = 1e15;

    /// <summary>Volumes are sums of decimals in floating point, and venues round the sums.</summary>
    private const double TakerTolerance = 1e-6;

    /// <summary>Reads the row; where it breaks a rule, says which and how.</summary>
    public static CleaningRule? Parse(ReadOnlySpan<byte> line, KlineColumns columns, out KlineRow row, out string detail)
    {
        row = default;
        Span<Range> fields = stackalloc Range[KlineColumns.MaximumFields];
        var count = CsvFields.Split(line, fields);
        if (count != columns.Fields)
        {
            detail = $"{count} fields where the file has {columns.Fields}";
            return count < columns.Fields ? CleaningRuleCatalog.TooFewFields : CleaningRuleCatalog.TooManyFields;
        }
        Span<double> x = stackalloc double[KlineColumns.Names.Length];
        Span<long> whole = stackalloc long[KlineColumns.Names.Length];
        for (var k = 0; k < x.Length; k++)
        {
            var field = line[fields[columns.Place[k]]];
            var isNumber = k is 0 or 6 or 8
                ? long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole[k])
                : TryNumber(field, out x[k]);
            if (!isNumber) return Broken(CleaningRuleCatalog.NotANumber, k, field, out detail);
            if (k is 0 or 6) continue;
            if (k == 8) x[k] = whole[k];
            if (x[k] > Largest) return Broken(CleaningRuleCatalog.OutOfRange, k, field, out detail);
            if (k is >= 1 and <= 4 ? x[k] <= 0 : x[k] < 0)
                return Broken(k is >= 1 and <= 4 ? CleaningRuleCatalog.NonPositivePrice : CleaningRuleCatalog.NegativeVolume, k, field, out detail);
        }
        row = new KlineRow(whole[0], x[1], x[2], x[3], x[4], x[5], whole[6], x[7], whole[8], x[9], x[10]);
        return row.Arithmetic(out detail);
    }

    public static bool TryNumber(ReadOnlySpan<byte> field, out double value) =>
        double.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

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
