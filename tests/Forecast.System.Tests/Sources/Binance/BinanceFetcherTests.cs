using System.Globalization;
using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Binance;

/// <summary>What is fetched from a venue in order.</summary>
public sealed class BinanceFetcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Months_then_days_then_the_API_and_nothing_twice()
    {
        await using var server = await BinanceServer.Start();
        var site = new VenueSite(server, _folder);
        // February has no file of the month, the 7th and 8th of March no file at all.
        (server.LastMonth, server.LastDay) = (new(2024, 1, 1), new(2024, 3, 6));
        var fetch = await site.Fetch("BTCUSDT", "2024-01-01", "2024-12-31");
        Assert.Empty(fetch.Failures);
        Assert.Empty(fetch.Absent);
        Assert.Equal([.. Enumerable.Repeat("month", 1), .. Enumerable.Repeat("day", 29 + 6), .. Enumerable.Repeat("api", 2)], fetch.Files.Select(f => f.FromApi ? "api" : f.Period.Monthly ? "month" : "day"));
        Assert.Equal(0, server.Count("2024-03-09"));
        var bars = fetch.Files.Select(f => f.ReadKlines().Bars!).ToArray();
        Assert.Equal(Enumerable.Range(0, 68 * 96).Select(i => Instant.Parse("2024-01-01") + (i * 900_000_000L)), bars.SelectMany(b => b.OpenTime));

        var asked = server.Requests.Count;
        var again = await site.Fetch("BTCUSDT", "2024-01-01", "2024-12-31");
        Assert.All(again.Files, f => Assert.True(f.Reused));
        Assert.Equal(fetch.Files.Select(f => f.Path), again.Files.Select(f => f.Path));
        // Only what the archive did not have is asked for again, and since when there are klines at all.
        Assert.Equal(["2024-02.zip", "2024-03-07.zip", "2024-03-08.zip", "limit=1"], server.Requests.Skip(asked).Select(r => r.Path.Split("15m-", 2)[^1].Split('&')[^1]).Where(p => !p.EndsWith(".CHECKSUM", StringComparison.Ordinal)).Order());
        Assert.Equal(1 + 29 + 6, server.Requests.Skip(asked).Count(r => r.Path.EndsWith(".CHECKSUM", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_API_and_the_archive_say_of_a_day_are_the_same_bars()
    {
        await using var server = await BinanceServer.Start();
        var site = new VenueSite(server, _folder) { Now = "2025-03-09T08:00:00Z" };
        server.LastDay = new(2025, 3, 7);
        var api = (await site.Fetch("BTCUSDT", "2025-03-08", "2025-03-08")).Files.Single();
        server.LastDay = new(2025, 3, 8);
        var archive = (await site.Fetch("BTCUSDT", "2025-03-08", "2025-03-08")).Files.Single();
        Assert.Equal((true, false), (api.FromApi, archive.FromApi));
        var (a, b) = (api.ReadKlines(), archive.ReadKlines());
        Assert.Equal((96, 96), (a.Rows.Good, b.Rows.Good));
        Assert.Equal(a.Bars!.OpenTime, b.Bars!.OpenTime);
        Assert.Equal(a.Bars.Close, b.Bars.Close);
        Assert.Equal(a.Bars.TakerBuyQuote, b.Bars.TakerBuyQuote);
    }

    [Fact]
    public async Task Days_of_minutes_come_from_the_API_in_pages()
    {
        await using var server = await BinanceServer.Start();
        server.Fault = async (context, _) =>
        {
            if (!context.Request.Query.TryGetValue("startTime", out var start)) return false;
            // A page of at most 1000 klines of one minute, as the venue gives them.
            var (from, end) = (long.Parse(start.ToString(), CultureInfo.InvariantCulture), long.Parse(context.Request.Query["endTime"].ToString(), CultureInfo.InvariantCulture));
            var first = (from + 59_999) / 60_000 * 60_000;
            var rows = Enumerable.Range(0, 1000).Select(i => first + (i * 60_000L)).TakeWhile(t => t <= end).Select(t => $"[{t},\"1.0\",\"1.1\",\"0.9\",\"1.0\",\"5.0\",{t + 59_999},\"5.0\",3,\"1.0\",\"1.0\",\"0\"]");
            await Microsoft.AspNetCore.Http.Results.Text($"[{string.Join(',', rows)}]", "application/json").ExecuteAsync(context);
            return true;
        };
        server.LastDay = new(2024, 3, 7);
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-03-08", "2024-03-08", TimeSpan.FromMinutes(1));
        Assert.Equal(1440, fetch.Files.Single().ReadKlines().Bars!.Count);
        Assert.Equal(2, server.Count("/api/v3/klines"));
    }

    [Fact]
    public async Task Before_its_first_day_a_symbol_has_no_days_and_none_is_asked_for()
    {
        await using var server = await BinanceServer.Start();
        server.Listed["BTCUSDT"] = new(2024, 2, 20);
        (server.LastMonth, server.LastDay) = (new(2024, 1, 1), new(2024, 3, 8));
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2023-01-01", "2024-02-29");
        Assert.Empty(fetch.Failures);
        Assert.Equal(10, fetch.Files.Count);
        Assert.Equal(365 + 31 + 19, fetch.Absent.Count);
        Assert.Empty(fetch.Missing);
        Assert.InRange(server.Requests.Count, 1, 14 + 1 + 20);
    }

    [Fact]
    public async Task A_symbol_that_the_venue_does_not_know_is_said_and_not_asked_for_day_by_day()
    {
        await using var server = await BinanceServer.Start();
        var fetch = await new VenueSite(server, _folder).Fetch("NOSUCHUSDT", "2024-01-01", "2024-02-29");
        Assert.Empty(fetch.Files);
        Assert.All(fetch.Failures, f => Assert.Contains("Invalid symbol", f.What, StringComparison.Ordinal));
        Assert.Contains("NOSUCHUSDT klines 15m of binance, 2024-01", fetch.Failures[0].Where, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 1, 3);
    }

    [Fact]
    public async Task Futures_lie_in_folders_of_their_own()
    {
        await using var server = await BinanceServer.Start();
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSD_PERP", "2024-02-01", "2024-03-01", product: BinanceProduct.CoinMargined);
        Assert.Equal(2, fetch.Files.Count);
        Assert.Equal("binance-coinm", fetch.Files[0].ReadKlines().Venue);
        Assert.Equal(29 * 96, fetch.Files[0].ReadKlines().Bars!.Count);
    }

    [Fact]
    public async Task A_half_file_of_an_ended_run_is_continued()
    {
        await using var server = await BinanceServer.Start();
        var site = new VenueSite(server, _folder);
        var whole = server.File(VenueSite.February)!;
        _folder.Write("landing/binance" + VenueSite.February + ".partial", whole[..1000]);
        var ranges = new List<string>();
        server.Fault = (context, _) =>
        {
            ranges.Add(context.Request.Headers.Range.ToString());
            return Task.FromResult(false);
        };
        var file = (await site.Fetch("BTCUSDT", "2024-02-01", "2024-02-29")).Files.Single();
        Assert.Equal("bytes=1000-", ranges[0]);
        Assert.Equal(whole, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_half_file_of_another_version_is_found_out_and_thrown_away()
    {
        await using var server = await BinanceServer.Start();
        var whole = server.File(VenueSite.February)!;
        _folder.Write("landing/binance" + VenueSite.February + ".partial", [.. whole[..500], .. new byte[500]]);
        var file = (await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-02-01", "2024-02-29")).Files.Single();
        Assert.Equal(whole, await File.ReadAllBytesAsync(file.Path));
        Assert.False(File.Exists(file.Path + ".rejected"));
    }

    [Fact]
    public async Task A_file_that_was_damaged_since_is_downloaded_again()
    {
        await using var server = await BinanceServer.Start();
        var site = new VenueSite(server, _folder);
        var file = (await site.Fetch("BTCUSDT", "2024-02-01", "2024-02-29")).Files.Single();
        var bytes = await File.ReadAllBytesAsync(file.Path);
        bytes[500] ^= 1;
        await File.WriteAllBytesAsync(file.Path, bytes);
        var again = (await site.Fetch("BTCUSDT", "2024-02-01", "2024-02-29")).Files.Single();
        Assert.False(again.Reused);
        Assert.Equal(server.File(VenueSite.February)!, await File.ReadAllBytesAsync(file.Path));
    }

    [Theory]
    [InlineData("2024-03-09T08:00:00Z", false, true)]
    [InlineData("2024-08-09T08:00:00Z", false, false)]
    [InlineData("2024-08-09T08:00:00Z", true, true)]
    public async Task A_file_that_the_venue_replaced_is_downloaded_again(string now, bool refresh, bool again)
    {
        await using var server = await BinanceServer.Start();
        var site = new VenueSite(server, _folder) { Now = now };
        var before = await File.ReadAllBytesAsync((await site.Fetch("BTCUSDT", "2024-02-01", "2024-02-29")).Files.Single().Path);
        var replaced = BinanceServer.Zip("BTCUSDT-15m-2024-02.csv", string.Concat(BinanceServer.Rows("BTCUSDT", new(2024, 2, 1), new(2024, 2, 29), 1).Select(r => r + "\n")));
        server.Fault = async (context, _) =>
        {
            var bytes = context.Request.Path.Value == VenueSite.February ? replaced : System.Text.Encoding.ASCII.GetBytes(BinanceServer.Checksum(replaced, "BTCUSDT-15m-2024-02.zip"));
            await Microsoft.AspNetCore.Http.Results.Bytes(bytes).ExecuteAsync(context);
            return true;
        };
        var file = (await site.Fetch("BTCUSDT", "2024-02-01", "2024-02-29", refresh: refresh)).Files.Single();
        Assert.Equal(!again, file.Reused);
        Assert.Equal(again ? replaced : before, await File.ReadAllBytesAsync(file.Path));
    }

    [Fact]
    public async Task Progress_counts_files_and_bytes()
    {
        await using var server = await BinanceServer.Start();
        var last = default(FetchProgress);
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-02-01", "2024-03-02", progress: new Last(p => last = p));
        Assert.Equal((3, 3), (last.Done, last.All));
        Assert.Equal(fetch.Files.Sum(f => new FileInfo(f.Path).Length), last.Bytes);
    }

    private sealed class Last(Action<FetchProgress> report) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => report(value);
    }
}
