namespace Forecast.Storage.Lake;

/// <summary>A kind of fact that the lake keeps.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Time">The column of instants that the facts are about, Unix microseconds.</param>
/// <param name="Key">The columns that make a row one of a kind for its venue and symbol; the first is a <c>long</c>.</param>
/// <param name="Daily">A part holds a UTC day; else a month.</param>
public sealed record FactDataset(string Name, string Time, IReadOnlyList<string> Key, bool Daily);
