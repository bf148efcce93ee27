namespace Forecast.Core.Measures;

/// <summary>
/// Prices of several instruments at common times.
/// <para>Units: Unix microseconds; quote currency. Shapes: one row of <see cref="Price"/> for each instrument, as long as <see cref="Time"/>.</para>
/// </summary>
public sealed record SynchronizedPrices(long[] Time, double[][] Price)
{
    /// <summary>Log returns of an instrument between the common times, one fewer than there are times.</summary>
    public double[] Returns(int instrument)
    {
        var price = Price[instrument];
        var returns = new double[Math.Max(0, price.Length - 1)];
        for (var i = 0; i < returns.Length; i++) returns[i] = Math.Log(price[i + 1] / price[i]);
        return returns;
    }
}
