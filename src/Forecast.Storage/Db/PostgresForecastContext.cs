using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Forecast.Storage.Db;

/// <summary>The model on PostgreSQL, with the migrations in <c>Db/Migrations/Postgres</c>.</summary>
public sealed class PostgresForecastContext(DbContextOptions<PostgresForecastContext> options) : ForecastContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Texts sort by their bytes, as on SQLite and in .NET's ordinal order, whatever language the server was set up in.
        configurationBuilder.Properties<string>().UseCollation("C");
    }

    /// <summary>Lets <c>dotnet ef</c> build the context; it opens no database.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresForecastContext>
    {
        public PostgresForecastContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresForecastContext>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
    }
}
