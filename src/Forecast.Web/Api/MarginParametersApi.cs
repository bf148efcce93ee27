using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Forecast.Web.Api;

/// <summary>Margin parameters in force beside those recommended. What is recommended is a proposal until a committee approves it.</summary>
internal static class MarginParametersApi
{
    public static IEndpointRouteBuilder MapMarginParameters(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/margin-parameters", All).WithName("ListMarginParameters").WithTags("Margin parameters")
            .WithSummary("Margin parameters of every instrument: those in force at the venue (null where none was imported) and those proposed");
        return app;
    }

    private static async Task<Ok<IReadOnlyList<MarginParameterView>>> All(Workspace workspace, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        var views = await CurrentViews.Recommendations(db, null, null, stop);
        return TypedResults.Ok<IReadOnlyList<MarginParameterView>>([.. views.Select(r => new MarginParameterView(r.Venue, r.Symbol, r.Simulated, r.AsOf, r.Current, r.Proposed, r.State, r.Id))]);
    }
}
