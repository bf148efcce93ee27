using Forecast.SystemTests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Forecast.BrowserTests;

/// <summary>The desk on a real server, and a browser that looks at it. Without a browser the tests skip.</summary>
public sealed class Desk : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private SampleServer? _server;

    public async ValueTask InitializeAsync()
    {
        if (Programs.FirstOrDefault(File.Exists) is not { } program) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments });
        _server = await SampleServer.Start();
    }

    /// <summary>A fresh page of the given size, watched from its first request on.</summary>
    public async Task<WatchedPage> Open(int width, int height)
    {
        if (_browser is null) Assert.Skip($"no Chromium at {string.Join(", ", Programs)}; install the package chromium");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = _server!.Address.ToString(), ViewportSize = new ViewportSize { Width = width, Height = height } });
        return new WatchedPage(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
