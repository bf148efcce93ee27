using System.Text;
using CsCheck;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class KlineMutationTests
{
    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(Klines.Text(Klines.Rows(80)));

    private static readonly byte[] Telling = [.. "\n\r,\"-.0123456789eE+ NaN\t\0"u8];

    /// <summary>Bytes that mean something to a reader of CSV are as likely as all others together.</summary>
    private static readonly Gen<byte> Byte = Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(i => Telling[i]));

    private static readonly Gen<(int Place, int Kind, byte Value, int Length)> Mutation = Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 3], Byte, Gen.Int[1, 200]);

    [Fact]
    public void Whatever_bytes_change_rows_add_up_and_bars_are_valid()
    {
        using var folder = new TemporaryFolder();
        Mutation.Array[1, 12].Sample(
            mutations =>
            {
                var bytes = Valid.ToList();
                foreach (var (place, kind, value, length) in mutations)
                {
                    var at = Math.Min(place, bytes.Count - 1);
                    if (at < 0) break;
                    var span = Math.Min(length, bytes.Count - at);
                    if (kind == 0) bytes[at] = value;
                    else if (kind == 1) bytes.Insert(at, value);
                    else if (kind == 2) bytes.RemoveRange(at, span);
                    else bytes.InsertRange(at, bytes.GetRange(at, span));
                }
                Check(folder, [.. bytes]);
            },
            iter: 1000, threads: 1);
    }

    [Fact]
    public void Whatever_is_in_the_file_nothing_is_thrown()
    {
        using var folder = new TemporaryFolder();
        Byte.Array[0, 3000].Sample(bytes => Check(folder, bytes), iter: 300, threads: 1);
    }

    private static void Check(TemporaryFolder folder, byte[] bytes)
    {
        var delivery = Klines.Load(folder.Write("MUTATED.csv", bytes));
        Assert.Equal(delivery.Rows.Read, delivery.Rows.Good + delivery.Rows.Quarantined);
        Assert.Equal(delivery.Rows.Quarantined, delivery.Quarantine.Count);
        Assert.True(delivery.Bars is null != delivery.Error is null);
        Assert.All(delivery.Quarantine, row => Assert.Contains(CleaningRuleCatalog.All, rule => rule.Id == row.Rule));
        if (delivery.Bars is { } bars) Assert.Equal(delivery.Rows.Good, bars.Validated().Count);
    }
}
