using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Forecast.Sources;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Forecast.SystemTests.Sources.Binance;

/// <summary>Everything that a server can do wrong: what is kept stays right, requests stay few, and the error says what happened.</summary>
public sealed class VenueFaultTests : IDisposable
{
    private const string Page = "<!DOCTYPE html><html><body>Please log in</body></html>";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_answer_is_waited_for_a_while_and_asked_again()
    {
        await using var server = await Faulty(async (context, before) =>
        {
            if (before > 0 || context.Request.Path.Value != VenueSite.February) return false;
            await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        var fetch = await new VenueSite(server, _folder) { Limits = new() { Attempt = TimeSpan.FromSeconds(1), Retries = 8, FirstDelay = TimeSpan.FromMilliseconds(10) } }.Fetch("BTCUSDT", "2024-02-01", "2024-02-29");
        Assert.Single(fetch.Files);
        Assert.InRange(server.Count(".zip") - server.Count(".CHECKSUM"), 2, 9);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var server = await Faulty(async (context, _) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        });
        var fetch = await new VenueSite(server, _folder) { Limits = new() { Attempt = TimeSpan.FromMilliseconds(50), Retries = 2, FirstDelay = TimeSpan.FromMilliseconds(10) } }.Fetch("BTCUSDT", "2024-02-01", "2024-02-29");
        AssertFailure(fetch, "no answer within 0.1 s, 3 times");
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Three_errors_then_fine_is_fine()
    {
        await using var server = await Faulty((context, before) => Status(context, before < 3 && context.Request.Path.Value == VenueSite.February ? 500 : null));
        Assert.Single((await February(server)).Files);
        Assert.Equal(3 + 2, server.Requests.Count);
    }

    [Theory]
    [InlineData(429, "1")]
    [InlineData(418, "date")]
    public async Task Before_the_time_that_it_gives_no_request_comes_for_any_file(int status, string after)
    {
        var refusedAt = 0L;
        await using var server = await Faulty((context, _) =>
        {
            if (Interlocked.CompareExchange(ref refusedAt, Stopwatch.GetTimestamp(), 0) != 0) return Task.FromResult(false);
            // A date has whole seconds; half a second more is lost at most.
            context.Response.Headers.RetryAfter = after == "date" ? DateTimeOffset.UnixEpoch.AddSeconds(1_000_001).ToString("r", CultureInfo.InvariantCulture) : after;
            if (after == "date") context.Response.Headers.Date = DateTimeOffset.UnixEpoch.AddSeconds(1_000_000).ToString("r", CultureInfo.InvariantCulture);
            return Status(context, status);
        });
        var site = new VenueSite(server, _folder) { Limits = new() { Parallel = 1, FirstDelay = TimeSpan.FromMilliseconds(10) } };
        var fetch = await site.Fetch("BTCUSDT", "2024-02-01", "2024-03-02");
        Assert.Equal(3, fetch.Files.Count);
        Assert.All(server.Requests.Where(r => r.At > refusedAt), r => Assert.True(Stopwatch.GetElapsedTime(refusedAt, r.At) >= TimeSpan.FromSeconds(0.999), $"{r.Path} came after {Stopwatch.GetElapsedTime(refusedAt, r.At)}"));
    }

    [Fact]
    public async Task A_ban_ends_the_run_at_once_and_says_until_when()
    {
        await using var server = await Faulty((context, _) =>
        {
            context.Response.Headers.RetryAfter = "259200";
            return Status(context, 418);
        });
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2023-01-01", "2024-03-05");
        Assert.Empty(fetch.Files);
        Assert.All(fetch.Failures, f => Assert.Contains("no requests until 2024-03-12T", f.What, StringComparison.Ordinal));
        Assert.InRange(server.Requests.Count, 1, 4);
    }

    [Fact]
    public async Task A_server_that_is_down_is_left_alone()
    {
        await using var server = await Faulty((context, _) => Status(context, 500));
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2023-01-01", "2024-03-05");
        Assert.Equal(14 + 5, fetch.Failures.Count);
        Assert.Contains(fetch.Failures, f => f.What.Contains("left alone", StringComparison.Ordinal));
        // As many as it takes to see that it is down, and those that were under way by then.
        Assert.InRange(server.Requests.Count, 6, 6 + 4);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said()
    {
        await using var server = await Faulty((_, _) => Task.FromResult(false));
        var fetch = await new VenueSite(server, _folder) { Addresses = BinanceAddresses.Parse("http://127.0.0.1:1", "http://127.0.0.1:1") }.Fetch("BTCUSDT", "2024-02-01", "2024-02-29");
        AssertFailure(fetch, "cannot be reached");
    }

    [Fact]
    public async Task A_body_that_drips_is_given_up_and_never_taken_for_whole()
    {
        await using var server = await Faulty(async (context, _) =>
        {
            if (context.Request.Path.Value!.EndsWith(".CHECKSUM", StringComparison.Ordinal)) return false;
            context.Response.ContentLength = 100_000;
            for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync("PK\x03\x04"u8.ToArray());
                await context.Response.Body.FlushAsync();
                await Task.Delay(20);
            }
            return true;
        });
        var fetch = await new VenueSite(server, _folder) { Limits = new() { Progress = TimeSpan.FromMilliseconds(300), FirstDelay = TimeSpan.FromMilliseconds(10) } }.Fetch("BTCUSDT", "2024-02-01", "2024-02-29");
        AssertFailure(fetch, "16 KB came in 0.3 s");
        Assert.InRange(server.Requests.Count, 1, 4);
        Assert.False(File.Exists(_folder["landing/binance" + VenueSite.February]));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_continued()
    {
        await using var server = await BinanceServer.Start();
        var whole = server.File(VenueSite.February)!;
        server.Fault = async (context, before) =>
        {
            if (before > 0 || context.Request.Path.Value!.EndsWith(".CHECKSUM", StringComparison.Ordinal)) return false;
            context.Response.ContentLength = whole.Length;
            await context.Response.Body.WriteAsync(whole.AsMemory(0, 20_000));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };
        var file = Assert.Single((await February(server)).Files);
        Assert.Equal(whole, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/zip")]
    public async Task A_page_in_place_of_a_zip_is_refused(string type)
    {
        await using var server = await Faulty((context, _) => Text(context, Page, type));
        AssertFailure(await February(server), "web page");
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("text/html", Page, "web page")]
    [InlineData("application/json", Page, "web page")]
    [InlineData("application/json", "{\"code\":0}", "not klines")]
    [InlineData("application/json", "[[1709856000000,\"1\"]]", "12 fields")]
    [InlineData("application/json", "[[1709856000000,\"1\",\"1\",\"1\",\"1\",\"1\",1709856899999,\"1\",1,\"1\",\"1\",\"0\"", "not klines")]
    [InlineData("application/json", "[[1709769600000,\"1\",\"1\",\"1\",\"1\",\"1\",1709770499999,\"1\",1,\"1\",\"1\",\"0\"]]", "not asked for")]
    [InlineData("application/json", "[[1709856000000,\"1,2\",\"1\",\"1\",\"1\",\"1\",1709856899999,\"1\",1,\"1\",\"1\",\"0\"]]", "neither number nor short text")]
    [InlineData("application/json", "[[1709856000000,[],\"1\",\"1\",\"1\",\"1\",1709856899999,\"1\",1,\"1\",\"1\",\"0\"]]", "neither number nor short text")]
    public async Task What_is_not_klines_of_that_day_is_refused_from_the_API(string type, string body, string says)
    {
        await using var server = await Faulty((context, _) => context.Request.Path.Value!.EndsWith("/klines", StringComparison.Ordinal) ? Text(context, body, type) : Task.FromResult(false));
        server.LastDay = new(2024, 3, 7);
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-03-08", "2024-03-08");
        var failure = Assert.Single(fetch.Failures);
        Assert.Contains(says, failure.What, StringComparison.Ordinal);
        Assert.Contains("BTCUSDT klines 15m of binance, 2024-03-08: ", failure.Where, StringComparison.Ordinal);
        Assert.Contains("/api/v3/klines?symbol=BTCUSDT", failure.Where, StringComparison.Ordinal);
        Assert.Empty(fetch.Files);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_checksum_is_asked_for_once_more_and_then_refused_beside_the_others()
    {
        await using var server = await Faulty((context, _) => context.Request.Path.Value == VenueSite.February + ".CHECKSUM"
            ? Text(context, BinanceServer.Checksum([1, 2, 3], "BTCUSDT-15m-2024-02.zip"), "text/plain") : Task.FromResult(false));
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-01-01", "2024-03-02");
        AssertFailure(fetch, "SHA-256");
        Assert.Equal(["2024-01", "2024-03-01", "2024-03-02"], fetch.Files.Select(f => f.Period.ToString()));
        Assert.Equal(4, server.Count("2024-02.zip"));
        var target = _folder["landing/binance" + VenueSite.February];
        Assert.False(File.Exists(target));
        Assert.Equal(server.File(VenueSite.February)!, await File.ReadAllBytesAsync(target + ".rejected"));

        server.Fault = null;
        Assert.Equal(4, (await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-01-01", "2024-03-02")).Files.Count);
        Assert.False(File.Exists(target + ".rejected"));
    }

    [Fact]
    public async Task A_checksum_that_is_wrong_once_costs_a_second_download()
    {
        await using var server = await Faulty((context, before) => before == 0 && context.Request.Path.Value!.EndsWith(".CHECKSUM", StringComparison.Ordinal)
            ? Text(context, BinanceServer.Checksum([1], "BTCUSDT-15m-2024-02.zip"), "text/plain") : Task.FromResult(false));
        Assert.Single((await February(server)).Files);
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(Page, "web page")]
    [InlineData("nonsense", "not '<SHA-256>")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  OTHER-15m-2024-02.zip", "not '<SHA-256>")]
    public async Task A_checksum_file_that_is_none_is_refused(string body, string says)
    {
        await using var server = await Faulty((context, _) => context.Request.Path.Value!.EndsWith(".CHECKSUM", StringComparison.Ordinal) ? Text(context, body, "text/plain") : Task.FromResult(false));
        AssertFailure(await February(server), says);
    }

    [Fact]
    public async Task A_missing_checksum_is_accepted_and_said()
    {
        await using var server = await Faulty((context, _) => context.Request.Path.Value!.EndsWith(".CHECKSUM", StringComparison.Ordinal) ? Status(context, 404) : Task.FromResult(false));
        var fetch = await February(server);
        Assert.Equal(29 * 96, fetch.Files.Single().ReadKlines().Bars!.Count);
        Assert.Contains("no checksum", Assert.Single(fetch.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_zip_with_the_right_checksum_is_refused_when_it_is_read()
    {
        var whole = (await Sample())[..10_000];
        await using var server = await Faulty((context, _) => Zip(context, whole));
        Assert.Contains("truncated", (await February(server)).Files.Single().ReadKlines().Error!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_when_it_is_read()
    {
        var bomb = BinanceServer.Zip("BTCUSDT-15m-2024-02.csv", new string('0', 20_000_000), CompressionLevel.Optimal);
        await using var server = await Faulty((context, _) => Zip(context, bomb));
        var error = (await February(server)).Files.Single().ReadKlines().Error!;
        Assert.Contains("expands", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_bomb_from_the_API_is_cut_off()
    {
        using var stream = new MemoryStream();
        await using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 10_000_000)));
        await using var server = await Faulty(async (context, _) =>
        {
            if (!context.Request.Path.Value!.EndsWith("/klines", StringComparison.Ordinal)) return false;
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(stream.GetBuffer().AsMemory(0, (int)stream.Length));
            return true;
        });
        server.LastDay = new(2024, 3, 7);
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-03-08", "2024-03-08");
        Assert.Contains("larger than", Assert.Single(fetch.Failures).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_says_it_is_huge_is_not_begun()
    {
        await using var server = await Faulty(async (context, _) =>
        {
            context.Response.ContentLength = 5_000_000_000;
            await context.Response.StartAsync();
            return true;
        });
        AssertFailure(await February(server), "larger than");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await BinanceServer.Start();
        await using var server = await Faulty((context, _) =>
        {
            context.Response.Redirect(elsewhere.Url + context.Request.Path);
            return Task.FromResult(true);
        });
        AssertFailure(await February(server), "answers 302");
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(451, "--api-url")]
    [InlineData(403, "--api-url")]
    public async Task An_API_that_is_closed_to_this_place_is_said(int status, string says)
    {
        await using var server = await Faulty((context, _) => context.Request.Path.Value!.EndsWith("/klines", StringComparison.Ordinal) ? Status(context, status) : Task.FromResult(false));
        server.LastDay = new(2024, 3, 7);
        var fetch = await new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-03-07", "2024-03-08");
        Assert.Single(fetch.Files);
        Assert.Contains(says, Assert.Single(fetch.Failures).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_bars_of_another_month_is_refused()
    {
        var january = BinanceServer.Zip("BTCUSDT-15m-2024-02.csv", string.Concat(BinanceServer.Rows("BTCUSDT", new(2024, 1, 1), new(2024, 2, 1), 1).Select(r => r + "\n")));
        await using var server = await Faulty((context, _) => Zip(context, january));
        Assert.Contains("not of 2024-02 alone", (await February(server)).Files.Single().ReadKlines().Error!.What, StringComparison.Ordinal);
    }

    private static async Task<BinanceServer> Faulty(Func<HttpContext, int, Task<bool>> fault)
    {
        var server = await BinanceServer.Start();
        server.Fault = fault;
        return server;
    }

    private static async Task<byte[]> Sample()
    {
        await using var server = await BinanceServer.Start();
        return server.File(VenueSite.February)!;
    }

    private Task<SeriesFetch> February(BinanceServer server) => new VenueSite(server, _folder).Fetch("BTCUSDT", "2024-02-01", "2024-02-29");

    private static void AssertFailure(SeriesFetch fetch, string says)
    {
        var failure = Assert.Single(fetch.Failures);
        Assert.Contains(says, failure.What, StringComparison.Ordinal);
        Assert.StartsWith("BTCUSDT klines 15m of binance, 2024-02: ", failure.Where, StringComparison.Ordinal);
        Assert.Contains("BTCUSDT-15m-2024-02.zip", failure.Where, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Remedy);
        Assert.DoesNotContain(fetch.Files, f => f.Period.ToString() == "2024-02");
    }

    private static async Task<bool> Status(HttpContext context, int? status)
    {
        if (status is not { } code) return false;
        await Results.StatusCode(code).ExecuteAsync(context);
        return true;
    }

    private static async Task<bool> Text(HttpContext context, string body, string type)
    {
        await Results.Text(body, type).ExecuteAsync(context);
        return true;
    }

    private static async Task<bool> Zip(HttpContext context, byte[] bytes)
    {
        var isChecksum = context.Request.Path.Value!.EndsWith(".CHECKSUM", StringComparison.Ordinal);
        await Results.Bytes(isChecksum ? Encoding.ASCII.GetBytes(BinanceServer.Checksum(bytes, "BTCUSDT-15m-2024-02.zip")) : bytes).ExecuteAsync(context);
        return true;
    }
}
