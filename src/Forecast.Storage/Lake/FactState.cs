namespace Forecast.Storage.Lake;

/// <summary>What a row is to the lake.</summary>
internal enum FactState
{
    /// <summary>The lake has no row of its key.</summary>
    New,

    /// <summary>It is the lake's latest version, or repeats an earlier row of its batch.</summary>
    Known,

    /// <summary>It differs from the lake's latest version.</summary>
    Differs,

    /// <summary>It differs from an earlier row of its batch.</summary>
    Contradicts,
}
