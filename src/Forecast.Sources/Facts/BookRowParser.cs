using System.Text;

namespace Forecast.Sources;

/// <summary>How a row of a book or quotes file is made of its fields: one class a layout.</summary>
internal abstract class BookRowParser
{
    /// <summary>A row of the lake: a level of a book; or of quotes the bid and, behind it, the ask.</summary>
    public readonly record struct Level(sbyte Side, double Price, double Quantity);

    public abstract string Dataset { get; }

    /// <summary>True where several rows make a message: then it goes on while its times are the same.</summary>
    public virtual bool RowsJoin => false;

    /// <summary>Appends the row's levels; or says which rule it breaks.</summary>
    public abstract CleaningRule? Parse(RecordReader records, List<Level> levels, out bool isSnapshot, out string detail);

    /// <exception cref="InputException">The columns are of no layout that is known.</exception>
    public static BookRowParser Of(RecordColumns columns) =>
        columns.Find("is_snapshot") >= 0 ? new Incremental(columns) : columns.Find("asks[0].price") >= 0 ? new Snapshots(columns) : new Quotes(columns);

    private static void Check(ref FactNumber number, double price, double quantity)
    {
        number.Unless(price <= 0, CleaningRuleCatalog.NonPositivePrice, $"price is {price}");
        number.Unless(quantity < 0, CleaningRuleCatalog.NegativeVolume, $"amount is {quantity}");
    }

    private sealed class Incremental(RecordColumns columns) : BookRowParser
    {
        private readonly int _snapshot = columns.Require("is_snapshot"), _side = columns.Require("side"), _price = columns.Require("price"), _amount = columns.Require("amount");

        public override string Dataset => "book_updates";

        public override bool RowsJoin => true;

        public override CleaningRule? Parse(RecordReader records, List<Level> levels, out bool isSnapshot, out string detail)
        {
            isSnapshot = records[_snapshot].SequenceEqual("true"u8);
            var side = records[_side].SequenceEqual("bid"u8) ? 1 : records[_side].SequenceEqual("ask"u8) ? -1 : 0;
            var number = new FactNumber();
            var (price, amount) = (number.Required(records, _price, "price"), number.Required(records, _amount, "amount"));
            Check(ref number, price, amount);
            number.Unless(side == 0, TradeRuleCatalog.UnknownSide, $"side is '{Encoding.UTF8.GetString(records[_side])}'");
            number.Unless(!isSnapshot && !records[_snapshot].SequenceEqual("false"u8), FactRuleCatalog.UnknownSnapshotMark, $"is_snapshot is '{Encoding.UTF8.GetString(records[_snapshot])}'");
            if (number.Broken is null) levels.Add(new Level((sbyte)side, price, amount));
            detail = number.Detail ?? "";
            return number.Broken;
        }
    }

    private sealed class Snapshots(RecordColumns columns) : BookRowParser
    {
        private readonly (int Price, int Amount)[] _asks = Places(columns, "asks"), _bids = Places(columns, "bids");

        public override string Dataset => "book_updates";

        public override CleaningRule? Parse(RecordReader records, List<Level> levels, out bool isSnapshot, out string detail)
        {
            isSnapshot = true;
            var number = new FactNumber();
            var first = levels.Count;
            Side(records, ref number, levels, _bids, 1);
            Side(records, ref number, levels, _asks, -1);
            var bids = levels.Skip(first).Where(l => l.Side == 1).Select(l => l.Price).DefaultIfEmpty(0).Max();
            number.Unless(levels.Count == first, FactRuleCatalog.MissingValue, $"the book has no level");
            number.Unless(levels.Skip(first).Any(l => l.Side == -1 && l.Price < bids), FactRuleCatalog.CrossedQuote, $"an ask is below the best bid, {bids}");
            if (number.Broken is not null) levels.RemoveRange(first, levels.Count - first);
            detail = number.Detail ?? "";
            return number.Broken;
        }

        private static void Side(RecordReader records, ref FactNumber number, List<Level> levels, (int Price, int Amount)[] places, sbyte side)
        {
            foreach (var (at, amountAt) in places)
            {
                // Where the book is not so deep, the fields are empty.
                if (records[at].IsEmpty && records[amountAt].IsEmpty) continue;
                var (price, amount) = (number.Required(records, at, "price"), number.Required(records, amountAt, "amount"));
                Check(ref number, price, amount);
                levels.Add(new Level(side, price, amount));
            }
        }

        private static (int, int)[] Places(RecordColumns columns, string side) =>
            [.. Enumerable.Range(0, RecordColumns.MaximumFields).TakeWhile(k => columns.Find($"{side}[{k}].price") >= 0).Select(k => (columns.Find($"{side}[{k}].price"), columns.Require($"{side}[{k}].amount")))];
    }

    private sealed class Quotes(RecordColumns columns) : BookRowParser
    {
        private readonly int _askAmount = columns.Require("ask_amount"), _ask = columns.Require("ask_price"), _bid = columns.Require("bid_price"), _bidAmount = columns.Require("bid_amount");

        public override string Dataset => "quotes";

        public override CleaningRule? Parse(RecordReader records, List<Level> levels, out bool isSnapshot, out string detail)
        {
            isSnapshot = false;
            var number = new FactNumber();
            var bid = new Level(1, number.Required(records, _bid, "bid_price"), number.Required(records, _bidAmount, "bid_amount"));
            var ask = new Level(-1, number.Required(records, _ask, "ask_price"), number.Required(records, _askAmount, "ask_amount"));
            Check(ref number, bid.Price, bid.Quantity);
            Check(ref number, ask.Price, ask.Quantity);
            number.Unless(bid.Price > ask.Price, FactRuleCatalog.CrossedQuote, $"bid {bid.Price}, ask {ask.Price}");
            if (number.Broken is null) levels.AddRange(bid, ask);
            detail = number.Detail ?? "";
            return number.Broken;
        }
    }
}
