namespace Forecast.Core.Measures;

/// <summary>Sums over the returns of one bar, in eight lanes: the return at place i of its bar is added to lane i modulo 8.</summary>
internal interface IReturnSums
{
    /// <summary>Adds the returns between the 8 k + 1 <paramref name="prices"/>; returns of exactly 0 change nothing, so that the last group may be filled with its last price.</summary>
    /// <param name="prices">Of different times.</param>
    /// <param name="returns">Room for as many returns as there are prices, to work in.</param>
    void Fold(ReadOnlySpan<double> prices, Span<double> returns);
}
