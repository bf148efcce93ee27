namespace Forecast.Benchmarks;

internal static class Program
{
    private static async Task Main(string[] args)
    {
        if (args is ["race-garch"]) GarchRace.Run();
        else if (args is ["race-rolling"]) RollingRace.Run();
        else if (args is ["race-gjr-t"]) ReturnRace.GjrStudent();
        else if (args is ["race-egarch"]) ReturnRace.Egarch();
        else if (args is ["race-append"]) AppendRace.Run();
        else if (args is ["race-lightgbm", ..]) BoostRace.Run(args[1..]);
        else if (args is ["race-night", ..]) NightRace.Run(args[1..]);
        else if (args is ["race-ticks", ..]) await TickRace.Run(args[1..]);
        else if (args is ["race-measures", ..]) MeasureRace.Run(args[1..]);
        else if (args is ["measure-trade-parse", .. var rest]) TradeParseMeasure.Run(rest);
        else if (args is ["measure-collector", var file, var venue, var symbol]) await CollectorRace.Run(file, venue, symbol);
        else BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
