using Forecast.Core.Models;
using Forecast.Storage.Artifacts;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class FitFilesTests : IDisposable
{
    private static readonly FittedModel Model = new("pooled-gamma", TimeSpan.FromDays(1), 1_700_000_000_000_000, 900, FitStatus.IterationLimit, [new("const", 0.1), new("range", -1.0 / 3)]);
    private static readonly PooledFitKey Key = new(Model.ModelId, Model.Horizon, Model.Origin, "ab12");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PooledFitStore Store(string code = "c0de", TimeProvider? clock = null) => new FitFiles(_folder["fits"], code, clock ?? TimeProvider.System).Store;

    [Fact]
    public void A_fit_is_found_again_by_another_process_with_its_reason()
    {
        var fit = FitResult.Of(Model, "its \"last\" step\nis taken");
        Store().Keep(Key, fit);
        Assert.Equal(fit, Store().Find(Key));
    }

    [Fact]
    public void Nothing_is_found_for_another_key_or_by_other_code()
    {
        Store().Keep(Key, FitResult.Of(Model));
        Assert.Null(Store("other").Find(Key));
        Assert.All([Key with { Model = "pooled-net" }, Key with { Horizon = TimeSpan.FromDays(2) }, Key with { Origin = 0 }, Key with { Panel = "ab13" }], k => Assert.Null(Store().Find(k)));
    }

    [Fact]
    public void A_changed_or_torn_file_counts_as_absent_and_is_written_again()
    {
        Store().Keep(Key, FitResult.Of(Model));
        var path = Assert.Single(Directory.EnumerateFiles(_folder["fits"], "*.fit", SearchOption.AllDirectories));
        var content = File.ReadAllBytes(path);
        for (var i = 0; i < content.Length; i++)
        {
            var changed = (byte[])content.Clone();
            changed[i] ^= 1;
            File.WriteAllBytes(path, changed);
            // The byte between hash and content says nothing.
            if (i != 64) Assert.Null(Store().Find(Key));
            File.WriteAllBytes(path, content[..i]);
            Assert.Null(Store().Find(Key));
        }
        Store().Keep(Key, FitResult.Of(Model));
        Assert.Equal(FitResult.Of(Model), Store().Find(Key));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_stops_nothing()
    {
        File.WriteAllText(_folder["fits"], "a file where the folder should be");
        Store().Keep(Key, FitResult.Of(Model));
        Assert.Null(Store().Find(Key));
    }

    [Fact]
    public void What_nobody_has_read_for_two_months_goes()
    {
        Store().Keep(Key, FitResult.Of(Model));
        Store().Keep(Key with { Panel = "old" }, FitResult.Of(Model));
        foreach (var file in Directory.EnumerateFiles(_folder["fits"], "*.fit", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddDays(19000));
        var clock = new FixedClock(DateTimeOffset.UnixEpoch.AddDays(19050));
        Assert.NotNull(Store(clock: clock).Find(Key));

        var later = new FixedClock(DateTimeOffset.UnixEpoch.AddDays(19065));
        Assert.Equal(1, new FitFiles(_folder["fits"], "c0de", later).Sweep());
        Assert.NotNull(Store().Find(Key));
        Assert.Null(Store().Find(Key with { Panel = "old" }));
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
