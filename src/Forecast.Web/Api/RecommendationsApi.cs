using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Forecast.Web.Api;

/// <summary>The newest recommendations and their reasons.</summary>
internal static class RecommendationsApi
{
    public static IEndpointRouteBuilder MapRecommendations(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/recommendations", All).WithName("ListRecommendations").WithTags("Recommendations").WithSummary("The newest recommendation of every instrument");
        app.MapGet("/v1/recommendations/{id}", One).WithName("GetRecommendation").WithTags("Recommendations").WithSummary("One recommendation, with its reasons")
            .ProducesProblem(StatusCodes.Status404NotFound);
        return app;
    }

    private static async Task<Ok<IReadOnlyList<RecommendationView>>> All(Workspace workspace, string? symbol, string? state, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        return TypedResults.Ok(await CurrentViews.Recommendations(db, symbol, state, stop));
    }

    private static async Task<Results<Ok<RecommendationView>, ProblemHttpResult>> One(Workspace workspace, string id, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        return await CurrentViews.Recommendation(db, id, stop) is { } view
            ? TypedResults.Ok(view)
            : Problem.NotFound($"there is no recommendation '{Problem.Shown(id)}'; GET /v1/recommendations lists them");
    }
}
