using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Forecast.Storage.Db;

/// <summary>The model on SQLite, with the migrations in <c>Db/Migrations/Sqlite</c>.</summary>
public sealed class SqliteForecastContext(DbContextOptions<SqliteForecastContext> options) : ForecastContext(options)
{
    /// <summary>Lets <c>dotnet ef</c> build the context; it opens no database.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteForecastContext>
    {
        public SqliteForecastContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteForecastContext>().UseSqlite().UseSnakeCaseNamingConvention().Options);
    }
}
