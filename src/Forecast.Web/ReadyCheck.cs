using Forecast.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Forecast.Web;

/// <summary>Ready means that the database answers and has the schema of this program. A late night does not make the API unready: it serves the last good one.</summary>
internal sealed class ReadyCheck(Workspace workspace) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = workspace.Database.CreateContext();
            await db.WorkItems.AsNoTracking().Select(w => w.Id).FirstOrDefaultAsync(cancellationToken);
            return workspace.Database.NeedsMigration() ? HealthCheckResult.Unhealthy("the database has an older schema; run ./forecast migrate") : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer or has no schema; run ./forecast doctor", e);
        }
    }
}
