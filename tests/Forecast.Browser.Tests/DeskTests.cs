using System.Globalization;
using System.Text.RegularExpressions;
using Forecast.SystemTests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Forecast.BrowserTests;

public sealed partial class DeskTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task The_desk_shows_what_is_recommended_and_why()
    {
        await using var watched = await desk.Open(1280, 800);
        var page = watched.Page;
        await watched.Visit("/", "desk-wide");

        Assert.Equal("Recommended margin parameters", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.StartsWith("1 instrument, as of ", await page.Locator("p.lead").InnerTextAsync());
        Assert.True(await page.GetByText("SIMULATED market").IsVisibleAsync());
        var table = page.GetByRole(AriaRole.Table).First;
        Assert.Equal(["Instrument", "Initial, in force", "Recommended", "Change", "Maintenance", "Max leverage", "Recommendation"], await table.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync());
        Assert.Contains("5.0 %", await table.InnerTextAsync());
        Assert.Equal(3, await page.GetByRole(AriaRole.Table).CountAsync());

        await Follow(page);
        await watched.Picture("recommendation-wide");

        Assert.Matches("/recommendations/[0-9a-f]{12}$", page.Url);
        Assert.StartsWith($"{SampleServer.Symbol}: ", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.True(await page.GetByText("SIMULATED market").IsVisibleAsync());
        var points = await page.Locator("tr:has(> th:text-is('sum')) > td").First.InnerTextAsync();
        var parts = await page.Locator("table:has(tr.total) tbody tr:not(.total) > td:nth-child(2)").AllInnerTextsAsync();
        Assert.True(parts.Count > 2);
        Assert.NotEqual(0, Points(points));
        Assert.Equal(Points(points), parts.Sum(Points));
        Assert.Empty(watched.Complaints);
        Assert.Empty(watched.Abroad);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    public async Task No_page_is_wider_than_its_window(int width)
    {
        await using var watched = await desk.Open(width, 640);
        await watched.Visit("/", $"desk-{width}");
        await AssertFits(watched.Page);

        await Follow(watched.Page);
        await watched.Picture($"recommendation-{width}");
        await AssertFits(watched.Page);
        Assert.Empty(watched.Complaints);
    }

    [Fact]
    public async Task Every_link_can_be_reached_by_keyboard_and_shows_that_it_has_the_focus()
    {
        await using var watched = await desk.Open(1280, 800);
        await watched.Visit("/", "desk-keyboard");
        var links = await watched.Page.GetByRole(AriaRole.Link).CountAsync();
        var reached = new HashSet<string>();

        // A table that is wider than its place can be reached too, to be scrolled.
        for (var i = 0; i < 2 * links && reached.Count < links; i++)
        {
            await watched.Page.Keyboard.PressAsync("Tab");
            var focus = watched.Page.Locator(":focus");
            Assert.NotEqual("none", await focus.EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle"));
            if (await focus.GetAttributeAsync("href") is not { } link) continue;
            Assert.Equal("solid", await focus.EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle"));
            reached.Add(link);
        }

        Assert.Equal(links, reached.Count);
    }

    // A click does not wait for the page that it leads to.
    private static async Task Follow(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = SampleServer.Symbol }).ClickAsync();
        await page.WaitForURLAsync("**/recommendations/*");
    }

    private static async Task AssertFits(IPage page)
    {
        var excess = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(excess <= 0, $"{page.Url} is {excess} pixels wider than its window");
        Assert.All(await page.Locator("caption").EvaluateAllAsync<double[]>("all => all.map(c => c.getBoundingClientRect().right - innerWidth)"), over => Assert.True(over <= 0, $"a caption is cut off by {over} pixels"));
    }

    private static decimal Points(string shown) => Number().Match(shown) is { Success: true } match ? decimal.Parse(match.Value.Replace('−', '-'), CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"[+−][0-9.]+")]
    private static partial Regex Number();
}
