using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>kill -9</c> in the middle of a night, then again to the end: database and lake must equal those of an undisturbed run.</summary>
public sealed class InterruptedNightTests : IDisposable
{
    private static readonly string[] Night = ["nightly", "--symbols", "ALPHA-SIM,BRAVO-SIM", "--as-of", "2024-03-01", "--quiet"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Killed_at_random_points_it_ends_as_if_undisturbed() => Interruption.EndsAsUndisturbed(_folder, Night, kills: (3, 30), least: 0.05);
}
