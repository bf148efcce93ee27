using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Pipeline.Quality;
using Forecast.Pipeline.Views;
using Forecast.SystemTests.Jobs;
using Forecast.SystemTests.Sources;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Forecast.SystemTests.Pipeline;

/// <summary>What is known later changes nothing that was said before, and what was said can be said again.</summary>
public sealed class TwoClocksTests : IDisposable
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private readonly SmallWorkspace _small = new(null, instruments: 1);
    private readonly TemporaryFolder _files = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _small.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task A_night_is_repeated_bit_for_bit_after_late_corrected_and_future_data()
    {
        var asOf = Instant.Parse("2023-01-01") + ((SmallWorkspace.Days - 2) * Duration.Day);
        var first = await Night(_small.Workspace, new NightlyRequest("sample", null, Quarter, null, asOf));
        var lake = _small.Workspace.Lake;
        var bars = lake.ReadBars("simulated", "ALPHA-SIM", Quarter);
        Assert.NotNull(lake.ReadLatestTable("gaps", "simulated", "ALPHA-SIM"));
        Assert.All(MeasureAlarms.Of(_small.Workspace), a => Assert.Equal("ALPHA-SIM", a.Symbol));
        Assert.Equal(SmallWorkspace.Days, Assert.Single(Completeness.Of(_small.Workspace)).Days.Count);
        await Task.Delay(5, Stop);

        // Everything later than the as-of is other than it was; a bar of before is corrected, one is withdrawn, and a late file brings bars of before the first.
        var wild = bars.Pick([.. Enumerable.Range(0, bars.Count)]);
        for (var i = 0; i < bars.Count; i++)
        {
            if (bars.End(i) <= asOf && i != 5000) continue;
            (wild.Open[i], wild.High[i], wild.Low[i], wild.Close[i]) = (wild.Open[i] * (2 + (i % 3)), wild.High[i] * (2 + (i % 3)), wild.Low[i] * (2 + (i % 3)), wild.Close[i] * (2 + (i % 3)));
        }
        lake.WriteBars(wild);
        lake.WithdrawBars(bars.Pick([6000]));
        var late = bars.Pick([.. Enumerable.Range(0, 500)]);
        for (var i = 0; i < late.Count; i++) late.OpenTime[i] -= 500 * 900_000_000L;
        lake.WriteBars(late);

        using var other = Workspace.Open(_small.Workspace.Root, _small["lake"], _files["other.db"], TimeProvider.System);
        other.Database.Migrate();
        var replayed = await Night(other, new NightlyRequest("sample", null, Quarter, null, asOf, first.Outcome.KnownAt));
        Assert.Equal(Text(first.View), Text(replayed.View));
        Assert.Equal(first.Outcome.KnownAt, replayed.Outcome.KnownAt);
        Assert.Empty(replayed.Outcome.Ingested);

        // In the same ledger it is found done; and the command that the recommendation tells is one that does so.
        var again = await Night(_small.Workspace, new NightlyRequest("sample", null, Quarter, null, asOf, first.Outcome.KnownAt));
        Assert.True(again.Outcome.NothingToDo);
        await using var db = _small.Workspace.Database.CreateContext();
        var command = (await Replay.Command(db, first.View.Recommendations[0], Stop))!.Split(' ');
        Assert.Equal(["--interval", "15m", "--symbols", "ALPHA-SIM", "--as-of", Instant.Format(asOf), "--known-at"], command[4..11]);
        var told = await Night(_small.Workspace, new NightlyRequest("sample", null, Quarter, null, asOf, Instant.Parse(command[11])));
        Assert.True(told.Outcome.NothingToDo);
        Assert.Equal(["nightly", "replay", "replay"], await db.PipelineRuns.OrderBy(r => r.Id).Select(r => r.Kind).ToListAsync(Stop));

        // What is known now is not what was known then.
        var now = await new Nightly(_small.Workspace).RunInstruments([("simulated", "ALPHA-SIM")], Quarter, asOf, null, Stop);
        Assert.NotEqual(first.Outcome.Instruments[0].Items["score"], now[0].Items["score"]);
        Assert.Contains("no 15m bars", (await Assert.ThrowsAsync<InvalidDataException>(() => Night(other, new NightlyRequest("sample", null, Quarter, null, asOf, asOf - 1)))).Message);
    }

    [Fact]
    public async Task Bars_after_the_as_of_change_nothing_whatever_they_are()
    {
        var asOf = Instant.Parse("2023-01-01") + ((SmallWorkspace.Days - 2) * Duration.Day);
        var first = await Night(_small.Workspace, new NightlyRequest("sample", null, Quarter, null, asOf));
        var lake = _small.Workspace.Lake;
        var bars = lake.ReadBars("simulated", "ALPHA-SIM", Quarter);
        var wild = bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => bars.End(i) > asOf)]);
        for (var i = 0; i < wild.Count; i++) (wild.High[i], wild.Close[i]) = (wild.High[i] * 3, wild.High[i] * 3);
        Assert.True(lake.WriteBars(wild).Corrected > 0);

        using var other = Workspace.Open(_small.Workspace.Root, _small["lake"], _files["other.db"], TimeProvider.System);
        other.Database.Migrate();
        var day = (await new Nightly(other).RunInstruments([("simulated", "ALPHA-SIM")], Quarter, asOf, null, Stop))[0];
        await using var db = other.Database.CreateContext();
        Assert.Equal(first.View.Forecasts.Select(f => (f.Horizon, f.Model, f.Variance, f.Lower90)), (await CurrentViews.ForecastsOf(db, [day.Items["score"]], null, Stop)).Select(f => (f.Horizon, f.Model, f.Variance, f.Lower90)));
    }

    [Fact]
    public async Task An_old_file_does_not_undo_its_correction()
    {
        var rows = Klines.Rows(200);
        var (old, corrected) = (Klines.Text(rows), Klines.Text(rows.Select((r, i) => i == 50 ? r.Replace(r.Split(',')[8], "77777", StringComparison.Ordinal) : r)));
        Assert.Equal((200, 0), await Keep(old));
        Assert.Equal((0, 1), await Keep(corrected));
        for (var again = 0; again < 3; again++)
        {
            Assert.Equal((0, 0), await Keep(old));
            Assert.Equal((0, 0), await Keep(corrected));
        }
        Assert.Equal(77777, _small.Workspace.Lake.ReadBars("binance", "BTCUSDT", Quarter).Trades![50]);

        async Task<(int, int)> Keep(string text)
        {
            var report = await Ingest(text);
            return (report.New, report.Corrected);
        }
    }

    [Fact]
    public async Task A_suspect_last_bar_is_kept_until_the_next_file_shows_that_it_was_a_bad_print()
    {
        var rows = Klines.Rows(400);
        var cells = rows[191].Split(',');
        (cells[2], cells[4]) = ("400", "400");
        rows[191] = string.Join(',', cells);
        var today = await Ingest(Klines.Text(rows[96..192]));
        Assert.Equal((96, 1, 0), (today.New, today.Delivery.Flagged.Count, today.Withdrawn));
        var lake = _small.Workspace.Lake;
        Assert.Equal(400, lake.ReadBars("binance", "BTCUSDT", Quarter).Close[^1]);
        var then = Instant.From(TimeProvider.System.GetUtcNow());
        await Task.Delay(5, Stop);

        // The next day's file holds other bars only.
        var tomorrow = await Ingest(Klines.Text(rows[192..288]));

        Assert.Equal((96, 1), (tomorrow.New, tomorrow.Withdrawn));
        Assert.Equal(191, lake.ReadBars("binance", "BTCUSDT", Quarter).Count);
        Assert.Equal(400, lake.ReadBars("binance", "BTCUSDT", Quarter, ingestedBy: then).Close[^1]);
        var refused = Assert.Single(lake.ReadQuarantine("binance", "BTCUSDT"));
        Assert.Equal(("price-spike", 97L, rows[191]), (refused.Rule, refused.Line, refused.Text));

        // A file with all of them, the bad print among them, brings nothing back.
        Assert.Equal(96, (await Ingest(Klines.Text(rows[..288]))).New);
        Assert.Equal(287, lake.ReadBars("binance", "BTCUSDT", Quarter).Count);
        var complete = Assert.Single(Completeness.Of(_small.Workspace));
        Assert.Equal((287, 288, 3), (complete.Present, complete.Expected, complete.Days.Count));
        Assert.Equal((1, 1), (complete.Worst[0].Missing, complete.Worst[0].Withdrawn));
    }

    private async Task<IngestReport> Ingest(string text) => await new Ingest(_small.Workspace).Keep(Klines.Load(_files.Write("BTCUSDT.csv", text)), Quarter, Stop);

    private static async Task<(NightlyOutcome Outcome, NightView View)> Night(Workspace workspace, NightlyRequest request)
    {
        var outcome = await new Nightly(workspace).Run(request, null, Stop);
        Assert.All(outcome.Instruments, i => Assert.Null(i.Error));
        return (outcome, await NightView.Load(workspace, outcome, Stop));
    }

    private static string Text(NightView night) => string.Join('\n',
        night.Forecasts.Select(f => FormattableString.Invariant($"{f.Symbol} {f.Origin} {f.KnownAt} {f.Horizon} {f.Model} {f.Variance:R} {f.Lower90:R} {f.Upper90:R}"))
            .Concat(night.Recommendations.Select(r => $"{r.Id} {r.ContentSha256}")).Concat(night.Scorecards.Select(s => FormattableString.Invariant($"{s.Row.Model} {s.Row.HorizonMinutes} {s.Row.Qlike:R}"))));
}
