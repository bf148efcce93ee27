using System.Net;
using Microsoft.Playwright;

namespace Forecast.BrowserTests;

/// <summary>A page, with what it complained of and where it sent requests.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public WatchedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.RequestFailed += (_, request) => Complaints.Add($"{request.Url}: {request.Failure}");
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme != "data" && !(IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address))) Abroad.Add(request.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, of scripts and of requests.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Requests that left loopback.</summary>
    public List<string> Abroad { get; } = [];

    /// <summary>Opens a path; writes a picture of it where FORECAST_SHOTS names a folder.</summary>
    public async Task Visit(string path, string picture)
    {
        await Page.GotoAsync(path);
        await Picture(picture);
    }

    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("FORECAST_SHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
