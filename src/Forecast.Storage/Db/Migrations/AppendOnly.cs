using Microsoft.EntityFrameworkCore.Migrations;

namespace Forecast.Storage.Db.Migrations;

/// <summary>Triggers that refuse to change or delete a row, whoever asks: what no model of EF Core can say.</summary>
internal static class AppendOnly
{
    /// <summary>Tables that are only ever added to, of the migration that made them.</summary>
    public static readonly string[] Registry = ["model_aliases", "forecast_outcomes", "margin_outcomes", "drift_readings"];

    public static void OnSqlite(MigrationBuilder migrations, string table)
    {
        foreach (var verb in new[] { "UPDATE", "DELETE" })
            migrations.Sql($"CREATE TRIGGER append_only_{table}_{verb.ToLowerInvariant()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END;");
    }

    public static void OnPostgres(MigrationBuilder migrations, string table)
    {
        migrations.Sql($"CREATE FUNCTION append_only_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$;");
        migrations.Sql($"CREATE TRIGGER append_only_{table} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only_{table}();");
    }
}
