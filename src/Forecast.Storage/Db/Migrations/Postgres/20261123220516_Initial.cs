using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Forecast.Storage.Db.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "instruments",
                columns: table => new
                {
                    venue = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    symbol = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @class = table.Column<string>(name: "class", type: "text", nullable: false, collation: "C"),
                    quote_currency = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tick = table.Column<string>(type: "text", nullable: false),
                    lot = table.Column<string>(type: "text", nullable: false),
                    contract_multiplier = table.Column<string>(type: "text", nullable: false),
                    listed = table.Column<DateOnly>(type: "date", nullable: true),
                    delisted = table.Column<DateOnly>(type: "date", nullable: true),
                    margin_class = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_instruments", x => new { x.venue, x.symbol });
                });

            migrationBuilder.CreateTable(
                name: "pipeline_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    as_of = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    settings_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    code_version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pipeline_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "source_files",
                columns: table => new
                {
                    sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    venue = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    symbol = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    interval = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    file_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    good = table.Column<long>(type: "bigint", nullable: false),
                    quarantined = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ingested_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_files", x => new { x.sha256, x.venue, x.symbol, x.interval });
                    table.CheckConstraint("ck_source_files_rows", "good >= 0 AND quarantined >= 0 AND rows = good + quarantined");
                });

            migrationBuilder.CreateTable(
                name: "venue_parameters",
                columns: table => new
                {
                    venue = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    symbol = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    effective_at = table.Column<long>(type: "bigint", nullable: false),
                    initial_margin_ppm = table.Column<int>(type: "integer", nullable: false),
                    maintenance_margin_ppm = table.Column<int>(type: "integer", nullable: false),
                    maximum_leverage = table.Column<int>(type: "integer", nullable: false),
                    imported_at = table.Column<long>(type: "bigint", nullable: false),
                    source_sha256 = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_venue_parameters", x => new { x.venue, x.symbol, x.effective_at });
                    table.CheckConstraint("ck_venue_parameters_margins", "maintenance_margin_ppm > 0 AND initial_margin_ppm >= maintenance_margin_ppm AND maximum_leverage > 0");
                });

            migrationBuilder.CreateTable(
                name: "work_items",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    run_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    step = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    venue = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    symbol = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    as_of = table.Column<long>(type: "bigint", nullable: false),
                    data_version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    settings_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    code_version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lease_until = table.Column<long>(type: "bigint", nullable: true),
                    started_at = table.Column<long>(type: "bigint", nullable: true),
                    finished_at = table.Column<long>(type: "bigint", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    result_hash = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => x.id);
                    table.CheckConstraint("ck_work_items_status", "status IN ('pending', 'running', 'done', 'failed')");
                });

            migrationBuilder.CreateTable(
                name: "margin_rates",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    mpor_minutes = table.Column<int>(type: "integer", nullable: false),
                    confidence_ppm = table.Column<int>(type: "integer", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    side = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    method = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rate = table.Column<double>(type: "double precision", nullable: false),
                    scenarios = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_margin_rates", x => new { x.work_item_id, x.mpor_minutes, x.confidence_ppm, x.target, x.side, x.method });
                    table.CheckConstraint("ck_margin_rates_rate", "rate > 0 AND rate < 1E308");
                    table.ForeignKey(
                        name: "fk_margin_rates_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "model_fits",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    horizon_minutes = table.Column<int>(type: "integer", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    artifact_sha256 = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    observations = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_fits", x => new { x.work_item_id, x.horizon_minutes, x.model });
                    table.ForeignKey(
                        name: "fk_model_fits_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "recommendations",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    symbol = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    as_of = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    simulated = table.Column<bool>(type: "boolean", nullable: false),
                    policy_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    current_initial_ppm = table.Column<int>(type: "integer", nullable: true),
                    current_maintenance_ppm = table.Column<int>(type: "integer", nullable: true),
                    current_maximum_leverage = table.Column<int>(type: "integer", nullable: true),
                    proposed_initial_ppm = table.Column<int>(type: "integer", nullable: false),
                    proposed_maintenance_ppm = table.Column<int>(type: "integer", nullable: false),
                    proposed_maximum_leverage = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    content_sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recommendations", x => x.id);
                    table.CheckConstraint("ck_recommendations_proposed", "proposed_maintenance_ppm > 0 AND proposed_initial_ppm >= proposed_maintenance_ppm AND proposed_maximum_leverage > 0");
                    table.ForeignKey(
                        name: "fk_recommendations_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "scorecards",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    horizon_minutes = table.Column<int>(type: "integer", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    n = table.Column<int>(type: "integer", nullable: false),
                    qlike = table.Column<double>(type: "double precision", nullable: false),
                    mse = table.Column<double>(type: "double precision", nullable: false),
                    ratio_to_log_har = table.Column<double>(type: "double precision", nullable: true),
                    dm_t = table.Column<double>(type: "double precision", nullable: true),
                    dm_p = table.Column<double>(type: "double precision", nullable: true),
                    in_mcs_90 = table.Column<bool>(type: "boolean", nullable: true),
                    mean_y_over_f = table.Column<double>(type: "double precision", nullable: false),
                    coverage_90 = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scorecards", x => new { x.work_item_id, x.horizon_minutes, x.model });
                    table.CheckConstraint("ck_scorecards_losses", "n > 0 AND (qlike > -1E308 AND qlike < 1E308) AND (mse >= 0 AND mse < 1E308) AND (mean_y_over_f > 0 AND mean_y_over_f < 1E308)");
                    table.ForeignKey(
                        name: "fk_scorecards_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "volatility_forecasts",
                columns: table => new
                {
                    work_item_id = table.Column<long>(type: "bigint", nullable: false),
                    horizon_minutes = table.Column<int>(type: "integer", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    venue = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    symbol = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    origin = table.Column<long>(type: "bigint", nullable: false),
                    known_at = table.Column<long>(type: "bigint", nullable: false),
                    variance = table.Column<double>(type: "double precision", nullable: false),
                    lower_90 = table.Column<double>(type: "double precision", nullable: true),
                    upper_90 = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_volatility_forecasts", x => new { x.work_item_id, x.horizon_minutes, x.model });
                    table.CheckConstraint("ck_volatility_forecasts_interval", "(lower_90 >= 0 AND lower_90 < 1E308) AND (upper_90 >= 0 AND upper_90 < 1E308) AND lower_90 <= upper_90");
                    table.CheckConstraint("ck_volatility_forecasts_variance", "variance > 0 AND variance < 1E308");
                    table.ForeignKey(
                        name: "fk_volatility_forecasts_work_items_work_item_id",
                        column: x => x.work_item_id,
                        principalTable: "work_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recommendations_instrument",
                table: "recommendations",
                columns: new[] { "venue", "symbol", "as_of" });

            migrationBuilder.CreateIndex(
                name: "ix_recommendations_state",
                table: "recommendations",
                columns: new[] { "state", "as_of" });

            migrationBuilder.CreateIndex(
                name: "ix_recommendations_work_item_id",
                table: "recommendations",
                column: "work_item_id");

            migrationBuilder.CreateIndex(
                name: "ix_volatility_forecasts_symbol",
                table: "volatility_forecasts",
                columns: new[] { "symbol", "horizon_minutes", "origin" });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_latest",
                table: "work_items",
                columns: new[] { "step", "symbol", "status", "as_of" });

            migrationBuilder.CreateIndex(
                name: "ux_work_items_key",
                table: "work_items",
                columns: new[] { "step", "venue", "symbol", "as_of", "data_version", "settings_hash", "code_version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "instruments");

            migrationBuilder.DropTable(
                name: "margin_rates");

            migrationBuilder.DropTable(
                name: "model_fits");

            migrationBuilder.DropTable(
                name: "pipeline_runs");

            migrationBuilder.DropTable(
                name: "recommendations");

            migrationBuilder.DropTable(
                name: "scorecards");

            migrationBuilder.DropTable(
                name: "source_files");

            migrationBuilder.DropTable(
                name: "venue_parameters");

            migrationBuilder.DropTable(
                name: "volatility_forecasts");

            migrationBuilder.DropTable(
                name: "work_items");
        }
    }
}
