namespace Forecast.Benchmarks;

internal static class Program
{
    private static void Main(string[] args)
    {
        if (args is ["race-garch"]) GarchRace.Run();
        else if (args is ["race-ticks", ..]) TickRace.Run(args[1..]);
        else BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
