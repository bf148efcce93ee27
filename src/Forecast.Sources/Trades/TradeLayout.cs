namespace Forecast.Sources;

/// <summary>Where everything is in the rows of one file of trades, and how it is written.</summary>
internal sealed class TradeLayout
{
    private readonly int[] _places;

    /// <param name="places">Place from 0 of each <see cref="TradeColumn"/> but the last; −1 where the file has none.</param>
    public TradeLayout(int[] places)
    {
        _places = places;
        (Id, Time, ReceivedAt, Price, Quantity, Side) = (At(TradeColumn.Id), At(TradeColumn.Time), At(TradeColumn.ReceivedAt), At(TradeColumn.Price), At(TradeColumn.Quantity), At(TradeColumn.Side));
        (FirstId, LastId, Venue, Symbol, Instrument, Kind) = (At(TradeColumn.FirstId), At(TradeColumn.LastId), At(TradeColumn.Venue), At(TradeColumn.Symbol), At(TradeColumn.Instrument), At(TradeColumn.Kind));
        if (Symbol >= 0) Instrument = -1;
    }

    public required string Format { get; init; }

    /// <summary>Fields of a row.</summary>
    public required int Fields { get; init; }

    public required bool HasHeader { get; init; }

    public byte Delimiter { get; init; } = (byte)',';

    public required TimeReader Times { get; init; }

    public TimeReader? ReceiveTimes { get; init; }

    public required WordSet Sides { get; init; }

    public WordSet Kinds { get; init; } = new();

    public CleaningRule KindRule { get; init; } = TradeRuleCatalog.NotATrade;

    public bool IdsMayBeMissing { get; init; }

    public bool FixedPoint { get; init; }

    public int Id { get; }

    public int Time { get; }

    public int ReceivedAt { get; }

    public int Price { get; }

    public int Quantity { get; }

    public int Side { get; }

    public int FirstId { get; }

    public int LastId { get; }

    public int Venue { get; }

    public int Symbol { get; }

    public int Instrument { get; }

    public int Kind { get; }

    public bool HasAggregates => FirstId >= 0;

    private int At(TradeColumn column) => _places[(int)column];
}
