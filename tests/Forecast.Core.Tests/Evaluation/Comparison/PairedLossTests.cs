using Forecast.Core.Evaluation;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Comparison;

public sealed class PairedLossTests
{
    [Fact]
    public void Rows_from_a_day_on_with_a_positive_target_are_paired()
    {
        var table = new ForecastTable { Symbol = "A", Horizon = TimeSpan.FromHours(1), Models = ["x", "y"], Origins = [1, 2, 3, 4], Realized = [1, null, 0, 2], Forecasts = [[1, 1, 1, 1], [2, 2, 2, 2]] };
        Assert.Equal([new PairedLoss("A", 1, 0, 0.5 - Math.Log(0.5) - 1), new PairedLoss("A", 4, 2 - Math.Log(2) - 1, 0)], PairedLoss.Of([table], "x", "y"));
        Assert.Equal(4, Assert.Single(PairedLoss.Of([table], "y", "x", since: 2)).Origin);
        Assert.Throws<ArgumentException>(() => PairedLoss.Of([table], "x", "z"));
    }
}
