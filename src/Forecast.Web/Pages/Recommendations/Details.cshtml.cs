using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Forecast.Web.Pages.Recommendations;

/// <summary>One recommendation with its reasons.</summary>
public sealed class DetailsModel(Workspace workspace) : PageModel
{
    public RecommendationView Recommendation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        if (await CurrentViews.Recommendation(db, id, stop) is not { } view) return NotFound();
        Recommendation = view;
        return Page();
    }
}
