using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>Reads the simulated market's specification, <c>data/sample/market.json</c>.</summary>
public static class SampleMarketFile
{
    /// <exception cref="InputException">It is absent, of another shape, or not a market that can be simulated.</exception>
    public static (SimulatedMarketSpecification Market, InputFile File) Read(string path)
    {
        var text = InputText.Read(path);
        var file = StrictJson.Read<MarketFile>(text);
        try
        {
            var market = new SimulatedMarketSpecification(
                file.Seed, DateOnly.ParseExact(file.Start, "yyyy-MM-dd", CultureInfo.InvariantCulture), file.Days, Duration.Parse(file.Interval), Dynamics(file.Market),
                Dynamics(file.Own), file.Leverage, file.MarketJumps, file.OwnJumps, Flow(file.OrderFlow), file.HourOfDay, file.DayOfWeek, file.Instruments);
            return (market.Validated(), text.File);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new InputException(e.Message, path, "correct the file");
        }
    }

    private static LogVarianceDynamics Dynamics(Factors f) => new(Duration.Parse(f.SlowHalfLife), f.SlowDeviation, Duration.Parse(f.FastHalfLife), f.FastDeviation);

    private static OrderFlowDynamics Flow(FlowFile f) => new(Duration.Parse(f.Lead), f.InformedShare, f.Imbalance, f.ImbalanceResponse, f.TradeResponse);

    // Durations and days are written as people write them (15m, 20d, 2023-01-01).
    private sealed record MarketFile(
        ulong Seed, string Start, int Days, string Interval, Factors Market, Factors Own, double Leverage, JumpDynamics MarketJumps, JumpDynamics OwnJumps,
        FlowFile OrderFlow, double[] HourOfDay, double[] DayOfWeek, SimulatedInstrument[] Instruments);

    private sealed record Factors(string SlowHalfLife, double SlowDeviation, string FastHalfLife, double FastDeviation);

    private sealed record FlowFile(string Lead, double InformedShare, double Imbalance, double ImbalanceResponse, double TradeResponse);
}
