using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Comparison;

public sealed class LossComparisonTests
{
    [Fact]
    public void Estimates_by_hand()
    {
        // A has rows on all dates, B on even ones only: a date's mean is over those that it has.
        PairedLoss[] rows = [.. Enumerable.Range(0, 20).Select(t => new PairedLoss("A", t, 1, 2)), .. Enumerable.Range(0, 10).Select(t => new PairedLoss("B", 2 * t, 3, 3))];
        var comparison = LossComparison.Of(rows, 1).Get();
        Assert.Equal((0.5 * (2 - 2.5)) + (0.5 * (1 - 2)), comparison.Difference.Value, 1e-12);
        Assert.Equal(1.5 / 2.25, comparison.Ratio!.Value, 1e-12);
        Assert.Equal((0.5 + 1) / 2, comparison.MedianRatio!.Value, 1e-12);
        Assert.Equal((1.0 + 3) / (2 + 3), comparison.RatioOfMeans!.Value, 1e-12);
        Assert.Equal((20, 2), (comparison.Dates, comparison.Instruments));
    }

    [Fact]
    public void Intervals_cover_about_as_often_as_promised()
    {
        var (difference, ratio) = (0, 0);
        for (ulong sample = 0; sample < 200; sample++)
        {
            var comparison = LossComparison.Of(Panel(sample, 150, 4), 1, 0.90, draws: 200).Get();
            if (comparison.Difference.Lower <= -0.2 && comparison.Difference.Upper >= -0.2) difference++;
            if (comparison.Ratio!.Lower <= 0.8 && comparison.Ratio.Upper >= 0.8) ratio++;
        }
        Assert.InRange(difference, 160, 195);
        Assert.InRange(ratio, 160, 195);
    }

    /// <summary>Copies of one instrument must not narrow the interval.</summary>
    [Fact]
    public void Instruments_that_move_together_are_no_more_evidence_than_one()
    {
        var one = Panel(7, 100, 1);
        var copies = one.SelectMany(r => Enumerable.Range(0, 5).Select(k => r with { Symbol = $"S{k}" })).ToArray();
        var (single, all) = (LossComparison.Of(one, 3).Get(), LossComparison.Of(copies, 3).Get());
        Assert.Equal(single.Difference.Lower, all.Difference.Lower, 1e-12);
        Assert.Equal(single.Ratio!.Upper, all.MedianRatio!.Upper, 1e-12);
        Assert.Equal(single.Ratio.Lower, all.RatioOfMeans!.Lower, 1e-12);
        Assert.True(all.MeanBlock >= 3);
    }

    [Fact]
    public void Losses_below_zero_have_a_difference_and_no_ratio()
    {
        var comparison = LossComparison.Of([.. Panel(1, 50, 2).Select(r => r with { First = r.First - 5 })], 1).Get();
        Assert.Null(comparison.Ratio);
        Assert.Null(comparison.MedianRatio);
        Assert.Null(comparison.RatioOfMeans);
        Assert.True(comparison.Difference.Lower < comparison.Difference.Upper);
    }

    [Fact]
    public void Too_few_dates_are_undefined() => Assert.Equal("5 dates; 20 are needed", LossComparison.Of(Panel(1, 5, 8), 1).Undefined);

    [Fact]
    public void Two_rows_of_one_instrument_and_origin_are_refused()
    {
        var rows = Panel(1, 30, 2);
        var error = Assert.Throws<ArgumentException>(() => LossComparison.Of([.. rows, rows[0]], 1));
        Assert.StartsWith("S0 has more than one row at 1970-01-01", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => LossComparison.Of([.. rows[1..], rows[0] with { First = double.NaN }], 1));
    }

    [Fact]
    public void Terciles_are_each_instruments_own()
    {
        PairedLoss[] rows = [.. Enumerable.Range(0, 9).Select(t => new PairedLoss("A", t, t, 0)), .. Enumerable.Range(0, 9).Select(t => new PairedLoss("B", t, 100 * t, 0))];
        var groups = LossGroup.ByTercile(rows, r => r.First);
        Assert.Equal(["low volatility", "middle volatility", "high volatility"], groups.Select(g => g.Name));
        Assert.All(groups, (g, k) => Assert.Equal([3 * k, (3 * k) + 1, (3 * k) + 2, 3 * k, (3 * k) + 1, (3 * k) + 2], g.Rows.Select(r => (int)r.Origin)));
    }

    [Fact]
    public void Groups_lose_no_row()
    {
        var rows = Panel(3, 50, 3);
        Assert.Equal(rows.Order(Comparer), LossGroup.ByTercile(rows, r => r.Second).SelectMany(g => g.Rows).Order(Comparer));
        Assert.Equal(["S0", "S1", "S2"], LossGroup.ByInstrument(rows).Select(g => g.Name));
        Assert.Equal(rows.Order(Comparer), LossGroup.ByRegime(rows, r => r.Origin % 2 == 0 ? "even" : "odd").SelectMany(g => g.Rows).Order(Comparer));
    }

    [Fact]
    public void A_week_is_left_out_with_every_target_that_reaches_into_it()
    {
        var week = CrashWeek.Known.Single(w => w.Name == "FTX");
        Assert.Equal((Instant.Parse("2022-11-07"), Instant.Parse("2022-11-14")), (week.From, week.To));
        PairedLoss[] rows = [.. Enumerable.Range(0, 30).Select(d => new PairedLoss("A", Instant.Parse("2022-11-01") + (d * Duration.Day), 1, 1))];
        var rest = LossGroup.Without(rows, TimeSpan.FromDays(2), week);
        Assert.Equal("without FTX", rest.Name);
        // Origins 6 November, whose second day is the 7th, to 13 November are out.
        Assert.Equal([.. rows[..5], .. rows[13..]], rest.Rows);
    }

    [Fact]
    public void Weeks_start_on_monday_at_any_sign_of_time()
    {
        Assert.Equal(Instant.Parse("2024-08-05"), CrashWeek.Start(Instant.Parse("2024-08-05")));
        Assert.Equal(Instant.Parse("2024-08-05"), CrashWeek.Start(Instant.Parse("2024-08-12") - 1));
        Assert.Equal(Instant.Parse("1969-12-29"), CrashWeek.Start(-1));
    }

    [Fact]
    public void The_worst_week_has_the_largest_losses()
    {
        var monday = Instant.Parse("2024-01-01");
        PairedLoss[] rows = [.. Enumerable.Range(0, 28).Select(d => new PairedLoss("A", monday + (d * Duration.Day), d == 15 ? 50 : 1, 1))];
        var worst = LossGroup.WorstWeek(rows)!;
        Assert.Equal(("the worst week, from 2024-01-15", monday + (14 * Duration.Day)), (worst.Name, worst.From));
        Assert.Equal(21, LossGroup.Without(rows, TimeSpan.FromHours(24), worst).Rows.Count);
        Assert.Null(LossGroup.WorstWeek([]));
    }

    private static readonly Comparer<PairedLoss> Comparer =
        Comparer<PairedLoss>.Create((a, b) => (a.Symbol, a.Origin).CompareTo((b.Symbol, b.Origin)));

    // First is 0.8 on average and second 1, with a part that all instruments share.
    private static PairedLoss[] Panel(ulong seed, int dates, int instruments)
    {
        var random = Xoshiro256.Stream(seed, "panel");
        return
        [
            .. Enumerable.Range(0, dates).SelectMany(t =>
            {
                var shared = random.NextUniform();
                return Enumerable.Range(0, instruments).Select(i => new PairedLoss($"S{i}", t, 0.8 * (shared + random.NextUniform()), shared + random.NextUniform())).ToArray();
            }),
        ];
    }
}
