using Forecast.Core.Evaluation;
using Forecast.Pipeline.Backtest;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Backtest;

public sealed class KeptWalksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private KeptWalks Kept => new(_folder[".work"]);

    private static ForecastTable Table => new()
    {
        Symbol = "A", Horizon = TimeSpan.FromDays(2), Models = ["x", "y"], Origins = [1, 2, 3], Realized = [0.1, null, 0], Forecasts = [[1 / 3.0, double.Epsilon, 2], [4, 5, Math.PI]],
    };

    [Fact]
    public void A_walk_is_read_back_to_the_bit()
    {
        Kept.Keep("k", Table, ["late", "später"]);
        var (table, notes) = Kept.Find("k")!.Value;
        Assert.Equal(["late", "später"], notes);
        Assert.Equal((Table.Symbol, Table.Horizon), (table.Symbol, table.Horizon));
        Assert.Equal(Table.Models, table.Models);
        Assert.Equal(Table.Origins, table.Origins);
        Assert.Equal(Table.Realized, table.Realized);
        Assert.Equal(Table.Forecasts, table.Forecasts);
    }

    [Fact]
    public void What_is_damaged_cut_off_foreign_or_of_another_key_is_none()
    {
        Kept.Keep("k", Table, []);
        var (path, whole) = (_folder[Path.Combine(".work", "k.walk")], File.ReadAllBytes(_folder[Path.Combine(".work", "k.walk")]));
        File.Copy(path, _folder[Path.Combine(".work", "other.walk")]);
        Assert.Null(Kept.Find("other"));
        Assert.Null(Kept.Find("absent"));
        for (var i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            File.WriteAllBytes(path, damaged);
            Assert.Null(Kept.Find("k"));
            File.WriteAllBytes(path, whole[..i]);
            Assert.Null(Kept.Find("k"));
        }
        File.WriteAllBytes(path, whole);
        Assert.NotNull(Kept.Find("k"));
    }

    [Fact]
    public void Clearing_leaves_what_is_not_its_own()
    {
        Kept.Clear();
        Kept.Keep("k", Table, []);
        Kept.Clear();
        Assert.False(Directory.Exists(_folder[".work"]));
        Kept.Keep("k", Table, []);
        _folder.Write(".work/mine.txt", "mine");
        Kept.Clear();
        Assert.Equal(["mine.txt"], Directory.EnumerateFiles(_folder[".work"]).Select(Path.GetFileName));
    }
}
