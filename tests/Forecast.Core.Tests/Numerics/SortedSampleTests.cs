using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class SortedSampleTests
{
    [Fact]
    public void What_was_added_and_not_removed_is_in_order() => Gen.Int[-5, 5].Array[1, 30].Sample(values =>
    {
        var sample = new SortedSample();
        foreach (var v in values) sample.Add(v);
        Assert.Equal(values.Order().Select(v => (double)v), sample.Values);
        foreach (var v in values[1..]) sample.Remove(v);
        Assert.Equal([values[0]], sample.Values);
        Assert.Equal(values[0], sample.Quantile(0.5));
        Assert.Throws<ArgumentException>(() => sample.Remove(7));
    });
}
