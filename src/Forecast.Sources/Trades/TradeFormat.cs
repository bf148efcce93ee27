namespace Forecast.Sources;

/// <summary>A format of trades: its columns in the order in which they come where there is no header, under the names that they have where there is one.</summary>
internal sealed record TradeFormat(string Id, params (TradeColumn Column, string[] Names)[] Columns)
{
    /// <summary>Columns at the end that a row need not have.</summary>
    public int Optional { get; init; }

    public IReadOnlyList<TimeForm> Times { get; init; } = [TimeForm.Milliseconds, TimeForm.Microseconds];

    public IReadOnlyList<TimeForm> ReceiveTimes { get; init; } = [];

    /// <summary>Words of the side column, with the side of the taker.</summary>
    public IReadOnlyList<(string, sbyte)> Sides { get; init; } = TradeFormatCatalog.MakerWords;

    /// <summary>Words of the kind column that are trades.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The rule that a record of another kind breaks.</summary>
    public CleaningRule KindRule { get; init; } = TradeRuleCatalog.NotATrade;

    /// <summary>Some venues give numbers and some do not.</summary>
    public bool IdsMayBeMissing { get; init; }

    /// <summary>Prices may be whole numbers of 1e-9.</summary>
    public bool MayBeFixedPoint { get; init; }

    public IEnumerable<TradeColumn> Required => Columns.Take(Columns.Length - Optional).Select(c => c.Column).Where(c => c is not (TradeColumn.Other or TradeColumn.Instrument));

    /// <summary>The name under which a column is known.</summary>
    public string Name(TradeColumn column) => Columns.First(c => c.Column == column).Names[0];
}
