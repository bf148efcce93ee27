using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Forecast.Storage.Db.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Registry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "drift_readings",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    horizon_minutes = table.Column<int>(type: "integer", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    statistic = table.Column<double>(type: "double precision", nullable: false),
                    threshold = table.Column<double>(type: "double precision", nullable: false),
                    shift = table.Column<double>(type: "double precision", nullable: false),
                    alarm = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drift_readings", x => new { x.work_item_id, x.kind, x.subject, x.horizon_minutes });
                    table.CheckConstraint("ck_drift_readings_numbers", "(statistic >= 0 AND statistic < 1E308) AND (threshold > 0 AND threshold < 1E308) AND (shift > -1E308 AND shift < 1E308)");
                    table.ForeignKey(
                        name: "fk_drift_readings_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "forecast_outcomes",
                columns: table => new
                {
                    published_item_id = table.Column<long>(type: "bigint", nullable: false),
                    horizon_minutes = table.Column<int>(type: "integer", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    realized_variance = table.Column<double>(type: "double precision", nullable: false),
                    qlike = table.Column<double>(type: "double precision", nullable: true),
                    inside_90 = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forecast_outcomes", x => new { x.published_item_id, x.horizon_minutes, x.model });
                    table.CheckConstraint("ck_forecast_outcomes_numbers", "(realized_variance >= 0 AND realized_variance < 1E308) AND (qlike IS NULL OR qlike >= 0 AND qlike < 1E308)");
                    table.ForeignKey(
                        name: "fk_forecast_outcomes_volatility_forecasts_published_item_id_ho",
                        columns: x => new { x.published_item_id, x.horizon_minutes, x.model },
                        principalTable: "volatility_forecasts",
                        principalColumns: new[] { "work_item_id", "horizon_minutes", "model" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_forecast_outcomes_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "margin_outcomes",
                columns: table => new
                {
                    published_item_id = table.Column<long>(type: "bigint", nullable: false),
                    mpor_minutes = table.Column<int>(type: "integer", nullable: false),
                    confidence_ppm = table.Column<int>(type: "integer", nullable: false),
                    side = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    method = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    rate = table.Column<double>(type: "double precision", nullable: false),
                    loss_rate = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_margin_outcomes", x => new { x.published_item_id, x.mpor_minutes, x.confidence_ppm, x.side, x.method });
                    table.CheckConstraint("ck_margin_outcomes_rates", "(rate > 0 AND rate < 1E308) AND (loss_rate > -1E308 AND loss_rate < 1E308)");
                    table.ForeignKey(
                        name: "fk_margin_outcomes_work_items_published_item_id",
                        column: x => x.published_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_margin_outcomes_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "model_aliases",
                columns: table => new
                {
                    scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    alias = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    effective_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    evidence = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_aliases", x => new { x.scope, x.alias, x.number });
                    table.CheckConstraint("ck_model_aliases_words", "scope IN ('market', 'simulated') AND alias IN ('champion', 'challenger') AND number > 0");
                });

            migrationBuilder.InsertData(
                table: "model_aliases",
                columns: new[] { "alias", "number", "scope", "decided_at", "decided_by", "effective_at", "evidence", "model", "reason" },
                values: new object[,]
                {
                    { "champion", 1, "market", 0L, "policy", 0L, "{}", "combination", "the first champion" },
                    { "champion", 1, "simulated", 0L, "policy", 0L, "{}", "combination", "the first champion" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_forecast_outcomes_work_item_id",
                table: "forecast_outcomes",
                column: "work_item_id");

            migrationBuilder.CreateIndex(
                name: "ix_margin_outcomes_work_item_id",
                table: "margin_outcomes",
                column: "work_item_id");

            foreach (var table in AppendOnly.Registry) AppendOnly.OnPostgres(migrationBuilder, table);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "drift_readings");

            migrationBuilder.DropTable(
                name: "forecast_outcomes");

            migrationBuilder.DropTable(
                name: "margin_outcomes");

            migrationBuilder.DropTable(
                name: "model_aliases");

            foreach (var table in AppendOnly.Registry) migrationBuilder.Sql($"DROP FUNCTION append_only_{table}()");
        }
    }
}
