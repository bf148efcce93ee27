using System.Diagnostics;
using Forecast.Core.Market;
using Forecast.Storage.Lake;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Storage;

/// <summary>What a kill, a full disk or a bad disk does to the lake.</summary>
public sealed class LakeDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BarSeries _bars = SampleBars.Make("2024-01-01", 300);
    private readonly Lake _lake;

    public LakeDamageTests()
    {
        _lake = NewLake();
        _lake.WriteBars(_bars);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.parquet")]
    [InlineData("*.json")]
    public void A_torn_file_is_refused_wherever_it_is_cut(string pattern)
    {
        var path = Single(pattern);
        var whole = File.ReadAllBytes(path);

        for (var cut = 0; cut < 20; cut++)
        {
            File.WriteAllBytes(path, whole[..(whole.Length * cut / 20)]);
            var refused = Assert.Throws<CorruptPartException>(() => Read());
            Assert.Equal(path, refused.Path);
            Assert.Contains(path, refused.Message);
            Assert.Contains("ingest that period again", refused.Message);
        }
    }

    [Theory]
    [InlineData("*.parquet")]
    [InlineData("*.json")]
    public void A_flipped_bit_is_refused_or_changes_no_answer(string pattern)
    {
        var path = Single(pattern);
        var whole = File.ReadAllBytes(path);
        var ingestedAt = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Single("*.json"))).IndexOf("\"ingestedAt\"", StringComparison.Ordinal);

        for (var at = 0; at < whole.Length; at += Math.Max(1, whole.Length / 97))
        {
            var flipped = (byte[])whole.Clone();
            flipped[at] ^= 4;
            File.WriteAllBytes(path, flipped);
            // White space between fields, and the stamp of ingestion, bear on no answer.
            if (pattern == "*.json" && (at >= ingestedAt || char.IsWhiteSpace((char)whole[at]))) continue;
            Assert.Throws<CorruptPartException>(() => Read());
        }
    }

    [Fact]
    public void A_missing_Parquet_file_is_refused()
    {
        File.Delete(Single("*.parquet"));

        Assert.Throws<CorruptPartException>(() => Read());
    }

    [Fact]
    public void A_part_moved_to_another_instrument_is_refused()
    {
        var here = Path.GetDirectoryName(Path.GetDirectoryName(Single("*.json"))!)!;
        Directory.Move(here, here.Replace("BTCUSDT", "ETHUSDT"));

        Assert.Throws<CorruptPartException>(() => _lake.ReadBars("simulated", "ETHUSDT", _bars.Interval));
    }

    [Fact]
    public void After_deleting_what_is_damaged_the_next_ingest_heals()
    {
        File.WriteAllText(Single("*.parquet"), "torn");
        File.Delete(Single("*.parquet"));
        File.Delete(Single("*.json"));

        Assert.Equal(300, _lake.WriteBars(_bars).New);
        SampleBars.AssertEqual(_bars, Read());
    }

    [Fact]
    public void What_a_killed_writer_left_is_no_data_and_is_swept()
    {
        using var process = new LivingProcess();
        var writer = process.Identity;
        var part = Single("*.parquet");
        var beside = Path.Combine(Path.GetDirectoryName(part)!, "part-0123456789abcdef.parquet");
        var temporary = $"{beside}@{writer.Host}@{writer.Pid}@{writer.Start}@1.tmp";
        File.WriteAllText(temporary, "half");
        File.Copy(part, beside);

        SampleBars.AssertEqual(_bars, Read());
        Assert.Equal(1, _lake.Sweep());
        Assert.True(File.Exists(temporary), "its writer lives");

        process.Kill();

        Assert.Equal(1, _lake.Sweep());
        Assert.False(File.Exists(temporary));
        Assert.Equal(0, _lake.Sweep());
        SampleBars.AssertEqual(_bars, Read());
    }

    [Fact]
    public void A_sweep_leaves_alone_what_a_living_writer_has_between_its_two_renames()
    {
        var part = Single("*.parquet");
        var beside = Path.Combine(Path.GetDirectoryName(part)!, "part-0123456789abcdef.parquet");
        File.Copy(part, beside);

        using (PartStore.Lock(new LakeFolder(_folder.Path, "bars_15m", "simulated", "BTCUSDT"))) Assert.Equal(0, _lake.Sweep());
        Assert.True(File.Exists(beside));
        Assert.Equal(1, _lake.Sweep());
    }

    [Fact]
    public void A_write_that_was_killed_before_its_manifest_is_done_again()
    {
        var parquet = File.ReadAllBytes(Single("*.parquet"));
        File.Delete(Single("*.json"));

        Assert.Equal(0, Read().Count);
        Assert.Equal(new LakeWrite(300, 300, 0, 1), _lake.WriteBars(_bars));
        Assert.Equal(parquet, File.ReadAllBytes(Single("*.parquet")));
    }

    [Fact]
    public void A_full_disk_leaves_no_half_file_and_the_next_run_heals()
    {
        using var folder = new TemporaryFolder();
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.Path) == 0, "needs the right to mount a small file system");
        try
        {
            var lake = new Lake(folder.Path, TimeProvider.System);
            var bars = SampleBars.Make("2024-01-01", 2900);

            var refused = Assert.Throws<IOException>(() => lake.WriteBars(bars));
            Assert.Contains("space", refused.Message);
            Assert.Empty(Directory.EnumerateFiles(folder.Path, "*part-*", SearchOption.AllDirectories));

            Assert.Equal(0, Run("mount", "-o", "remount,size=4m", folder.Path));
            Assert.Equal(2900, lake.WriteBars(bars).New);
            SampleBars.AssertEqual(bars, lake.ReadBars("simulated", "BTCUSDT", bars.Interval));
        }
        finally { Run("umount", folder.Path); }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private Lake NewLake() => new(_folder.Path, new FakeTimeProvider(new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero)));

    private BarSeries Read() => _lake.ReadBars("simulated", "BTCUSDT", _bars.Interval);

    private string Single(string pattern) => Assert.Single(Directory.EnumerateFiles(_folder.Path, pattern, SearchOption.AllDirectories));
}
