using System.Text.Json.Nodes;
using Forecast.Pipeline;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Forecast.SystemTests.Web;

[Collection(ServerCollection.Name)]
public sealed class DeskTests(ServerFixture fixture)
{
    private const string Markup = "<script>alert('x')</script>";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_shows_the_instrument_and_that_it_is_simulated()
    {
        var page = await fixture.Server.Client.GetStringAsync("/", Cancellation);

        Assert.Contains(SampleServer.Symbol, page);
        Assert.Contains("SIMULATED", page);
        Assert.Contains("href=\"/recommendations/", page);
        Assert.Contains("shock within 1d", page);
        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public async Task A_recommendations_page_shows_its_reasons_and_their_sum()
    {
        var row = await Recommendation();

        var page = await fixture.Server.Client.GetStringAsync($"/recommendations/{row.Id}", Cancellation);

        Assert.Contains(SampleServer.Symbol, page);
        Assert.Contains("SIMULATED", page);
        foreach (var part in JsonNode.Parse(row.Content)!["contributions"]!.AsArray()) Assert.Contains($"<th scope=\"row\">{part!["id"]}</th>", page);
        Assert.Contains("the change of initial margin", page);
    }

    [Fact]
    public async Task An_unknown_recommendation_is_not_found() => Assert.Equal(404, (int)(await fixture.Server.Client.GetAsync("/recommendations/no-such", Cancellation)).StatusCode);

    [Fact]
    public async Task Markup_in_names_and_sentences_is_text()
    {
        using var folder = new TemporaryFolder();
        using var workspace = Workspace.Open(Repository.Root, folder["lake"], folder["forecast.db"], TimeProvider.System);
        workspace.Database.Migrate();
        await Plant(workspace, await Recommendation());
        await using var app = await SampleServer.Serve(workspace);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (var path in new[] { "/", "/recommendations/abcdef" })
        {
            var page = await client.GetStringAsync(path, Cancellation);
            Assert.DoesNotContain(Markup, page);
            Assert.DoesNotContain("<script", page);
            Assert.Contains("&lt;script&gt;alert(", page);
        }
    }

    private Task<Recommendation> Recommendation() => fixture.Server.Workspace.Database.CreateContext().Recommendations.AsNoTracking().SingleAsync(Cancellation);

    // A real recommendation without parameters in force, every text of which holds markup.
    private static async Task Plant(Workspace workspace, Recommendation like)
    {
        var content = JsonNode.Parse(like.Content)!;
        content["headline"] = Markup;
        content["coverageAtCurrent"] = null;
        foreach (var part in content["contributions"]!.AsArray()) (part!["id"], part["sentence"]) = (Markup, Markup);
        await using var db = workspace.Database.CreateContext();
        db.WorkItems.Add(new WorkItem
        {
            Id = 1, RunKind = "nightly", Step = "recommend", Venue = Markup, Symbol = Markup, AsOf = like.AsOf, DataVersion = "1", SettingsHash = "1", CodeVersion = "1", Status = WorkStatus.Done,
        });
        db.Recommendations.Add(new Recommendation
        {
            Id = "abcdef", WorkItemId = 1, Venue = Markup, Symbol = Markup, AsOf = like.AsOf, State = "proposed", Version = 1, Simulated = false, PolicyHash = like.PolicyHash, ProposedInitialPpm = like.ProposedInitialPpm,
            ProposedMaintenancePpm = like.ProposedMaintenancePpm, ProposedMaximumLeverage = like.ProposedMaximumLeverage, Content = content.ToJsonString(), ContentSha256 = like.ContentSha256, CreatedAt = like.CreatedAt,
        });
        await db.SaveChangesAsync(Cancellation);
    }
}
