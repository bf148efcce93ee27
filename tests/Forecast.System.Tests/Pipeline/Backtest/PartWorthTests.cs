using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Pipeline.Backtest;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Backtest;

public sealed class PartWorthTests
{
    [Fact]
    public void A_part_is_worth_what_is_lost_without_it()
    {
        // The whole is off by a tenth either way and the model without a part by a fifth; the one with a short past is the whole.
        string[] models = ["combination-trimmed", "pooled-gamma", "pooled-gamma-without-flow", "pooled-gamma-365d"];
        double[] Off(double factor) => [.. Enumerable.Range(0, 100).Select(r => r % 2 == 0 ? factor : 1 / factor)];
        var table = new ForecastTable
        {
            Symbol = "A", Horizon = TimeSpan.FromDays(1), Models = models, Origins = [.. Enumerable.Range(0, 100).Select(i => i * Duration.Day)],
            Realized = [.. Enumerable.Repeat((double?)1, 100)], Forecasts = [Off(1.5), Off(1.1), Off(1.2), Off(1.1)],
        };
        var worth = PartWorth.Of([table]);
        Assert.Equal([("pooled-gamma", "without flow", true), ("pooled-gamma", "365d of past only", false)], worth.Select(w => (w.Whole, w.Part, w.IsTold)));
        double Loss(double factor) => (factor + (1 / factor) - 2) / 2;
        Assert.Equal(Loss(1.2) / Loss(1.1), worth[0].Ratio.Value, 1e-9);
        Assert.Equal(1, worth[1].Ratio.Value, 1e-12);
    }
}
