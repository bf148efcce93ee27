using System.Reflection;
using System.Text.Json.Serialization;
using Forecast.Pipeline;
using Forecast.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Forecast.Web;

/// <summary>The HTTP API and the committee desk over a workspace. It listens where it is told to, on loopback unless told otherwise.</summary>
public static class ForecastServer
{
    /// <summary>Where it listens by default.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the server; <paramref name="configure"/> adds services such as the schedule.</summary>
    public static WebApplication Build(Workspace workspace, string url, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(ForecastServer).Assembly.GetName().Name, EnvironmentName = Environments.Production });
        // A page elsewhere that points its own name at this machine must not read an API without keys.
        builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        // Standard output is for what the program says; logs go to standard error.
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        // The desk has no forms and no login yet: nothing needs a key that outlives the process, so none is written to the home folder.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(workspace);
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi("v1", o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Forecast", Version = "v1", Description = "Current volatility forecasts and margin parameters. Variances are of log returns over the stated horizon; margins are ppm of notional; instants are UTC." };
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never);
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("ready", HealthStatus.Unhealthy, ["ready"]);
        builder.Services.AddRazorPages().AddApplicationPart(typeof(ForecastServer).Assembly);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Use(Secure);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(RefuseNul);
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") });
        app.MapOpenApi();
        app.MapForecasts().MapMarginParameters().MapRecommendations();
        app.MapGet("/desk.css", () => Results.Text(Asset("desk.css"), "text/css")).ExcludeFromDescription();
        app.MapRazorPages();
        return app;
    }

    /// <summary>The text of an embedded asset.</summary>
    internal static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Forecast.Web.Assets.{name}") ?? throw new FileNotFoundException($"there is no embedded asset {name}");
        return new StreamReader(stream).ReadToEnd();
    }

    private static Task Secure(HttpContext context, RequestDelegate next)
    {
        // Last of all: who answers for a fault clears the headers that were set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    }

    // PostgreSQL's texts hold no NUL and the query would fail; Kestrel itself refuses one in a path.
    private static Task RefuseNul(HttpContext context, RequestDelegate next) =>
        context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            ? Problem.BadRequest("the query has a NUL character (%00); no name has one, take it out").ExecuteAsync(context)
            : next(context);
}
