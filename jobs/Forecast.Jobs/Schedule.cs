using Forecast.Pipeline;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Forecast.Jobs;

/// <summary>
/// Wires Hangfire: in memory over an embedded database, in PostgreSQL's own schema where several workers share one. It only wakes work up.
/// </summary>
public static class Schedule
{
    /// <summary>Adds the job server and the recurring jobs of <c>jobs/schedule.json</c>.</summary>
    public static IServiceCollection AddSchedule(this IServiceCollection services, Workspace workspace)
    {
        services.AddSingleton(workspace);
        services.AddHangfire(configuration =>
        {
            configuration.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (workspace.Database.Connections is { } connections) configuration.UsePostgreSqlStorage(o => o.UseConnectionFactory(new Pool(connections)), Postgres());
            else configuration.UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = null });
        });
        services.AddHangfireServer(options =>
        {
            options.Queues = [StepJob.Queue, StepJob.Nightly];
            options.WorkerCount = Math.Max(1, Environment.ProcessorCount - 1);
            options.ShutdownTimeout = TimeSpan.FromSeconds(25);
        });
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
        services.AddHostedService<RecurringJobs>();
        return services;
    }

    private sealed class Pool(NpgsqlDataSource connections) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => connections.CreateConnection();
    }

    // Sliding: a fit that takes longer than the time-out must not be fetched a second time while its worker lives.
    private static PostgreSqlStorageOptions Postgres() => new()
    {
        SchemaName = "hangfire",
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(5),
        StartupConnectionMaxRetries = 5,
        AllowDegradedModeWithoutStorage = false,
        QueuePollInterval = TimeSpan.FromSeconds(2),
    };
}
