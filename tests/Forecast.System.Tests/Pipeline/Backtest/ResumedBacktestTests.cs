using Forecast.Core.Market;
using Forecast.Pipeline.Backtest;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Backtest;

public sealed class ResumedBacktestTests : IDisposable
{
    private static readonly BacktestRequest Request = new(
        null, TimeSpan.FromMinutes(15), ["ALPHA-SIM", "BRAVO-SIM"], [TimeSpan.FromDays(1), TimeSpan.FromDays(2)], Instant.Parse("2023-08-01"), Instant.Parse("2023-10-01") - 1, ["ewma", "log-har"]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stopped_after_a_walk_it_goes_on_there_and_ends_as_if_undisturbed()
    {
        var all = Run("undisturbed", kept: null);
        var work = new KeptWalks(_folder[".work"]);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run("stopped", work, p => { if (p.Done > 0) stop.Cancel(); }, stop.Token));
        var left = Walks();
        Assert.NotEmpty(left);

        var first = default(BacktestProgress);
        var rest = Run("resumed", work, p => first ??= p);
        Assert.Equal((left.Length, left.Length), (first!.Kept, first.Done));
        Assert.InRange(rest, 0, all - 1);
        Assert.Equal(4, Walks().Length);
        AssertSame("resumed");

        // Nothing is estimated again where all are there, and what is damaged is.
        Assert.Equal(0, Run("again", work));
        AssertSame("again");
        File.WriteAllBytes(Walks()[0], File.ReadAllBytes(Walks()[0])[..^1]);
        Assert.InRange(Run("mended", work), 1, all - 1);
        AssertSame("mended");

        // A walk hangs on neither the other horizons nor the other instruments, but on the range and the models.
        Assert.Equal(2, Kept(Request with { Horizons = [TimeSpan.FromDays(2)] }));
        Assert.Equal(0, Kept(Request with { To = Request.To + Duration.Day }));
        Assert.Equal(0, Kept(Request with { Models = ["log-har"] }));

        int Kept(BacktestRequest other)
        {
            var kept = 0;
            using var enough = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => new BacktestRunner(Repository.Root, TimeProvider.System).Run(other, new Told(p => { kept = p.Kept; enough.Cancel(); }), work, enough.Token));
            return kept;
        }
    }

    private string[] Walks() => [.. Directory.EnumerateFiles(_folder[".work"], "*.walk").Order(StringComparer.Ordinal)];

    // How many estimations were begun.
    private int Run(string name, KeptWalks? kept, Action<BacktestProgress>? progress = null, CancellationToken stop = default)
    {
        var clock = new SteppedClock();
        BacktestFiles.Write(new BacktestRunner(Repository.Root, clock).Run(Request, new Told(progress ?? (_ => { })), kept, stop), _folder[name]);
        return clock.Timers;
    }

    private void AssertSame(string name)
    {
        foreach (var file in Directory.EnumerateFiles(_folder["undisturbed"])) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_folder[Path.Combine(name, Path.GetFileName(file))]));
    }

    private sealed class Told(Action<BacktestProgress> told) : IProgress<BacktestProgress>
    {
        public void Report(BacktestProgress value) => told(value);
    }
}
