using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Forecast.Web.Api;

/// <summary>Current forecasts.</summary>
internal static class ForecastsApi
{
    public static IEndpointRouteBuilder MapForecasts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/forecasts", All).WithName("ListForecasts").WithTags("Forecasts").WithSummary("Current forecasts of every instrument by the champion");
        app.MapGet("/v1/forecasts/{symbol}", Of).WithName("GetForecasts").WithTags("Forecasts").WithSummary("Current forecasts of one instrument: every model, or one")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        return app;
    }

    private static async Task<Ok<IReadOnlyList<ForecastView>>> All(Workspace workspace, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        return TypedResults.Ok(await CurrentViews.ChampionForecasts(db, stop));
    }

    private static async Task<Results<Ok<IReadOnlyList<ForecastView>>, ProblemHttpResult>> Of(Workspace workspace, string symbol, string? horizon, string? model, CancellationToken stop)
    {
        if (horizon is not null && !(Duration.TryParse(horizon, out var asked) && PipelineSettings.DefaultHorizons.Contains(asked)))
            return Problem.BadRequest($"horizon '{Problem.Shown(horizon)}' is not forecast; write 1h, 4h, 1d, 2d or 7d");
        if (model is not null && ModelCatalog.Nightly.All(m => m.Id != model))
            return Problem.BadRequest($"there is no model '{Problem.Shown(model)}'; there are {string.Join(", ", ModelCatalog.Nightly.Select(m => m.Id))}");
        await using var db = workspace.Database.CreateContext();
        var views = await CurrentViews.Forecasts(db, symbol, model, stop);
        if (views.Count == 0)
            return Problem.NotFound($"there is no forecast for '{Problem.Shown(symbol)}'; GET /v1/forecasts lists the instruments");
        return TypedResults.Ok<IReadOnlyList<ForecastView>>([.. views.Where(v => horizon is null || v.Horizon == Duration.Format(Duration.Parse(horizon)))]);
    }
}
